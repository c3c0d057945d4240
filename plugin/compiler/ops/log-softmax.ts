import { elementCount } from '../ir/graph';
import { toFixedPoint } from '../ir/quantization';
import { checkPerTensor, checkSameDtype, firstProblem } from './checks';
import type { Operator } from './operator';
import { scaleDifferences } from './softmax';

/** LOG_SOFTMAX over the last axis: x - log(sum of exp(x)). */
export const logSoftmax: Operator = {
  options: {},

  infer: (node) => [node.inputs[0]!.shape],

  check(node) {
    const [output] = node.outputs;
    return (
      firstProblem(checkSameDtype(node), checkPerTensor(node.inputs[0], 'input'), checkPerTensor(output, 'output')) ??
      firstProblem(
        output.dtype === 'int8' &&
          (output.quantization!.scales[0] !== 1 / 16 || output.quantization!.zeroPoints[0] !== 127) &&
          'an int8 output other than scale 1/16, zero point 127',
        output.dtype === 'int8' && scaleDifferences(node, 1).shift < 1 && `an input scale of ${node.inputs[0]!.quantization!.scales[0]}`,
      )
    );
  },

  lower(node) {
    const [input] = node.inputs;
    const depth = input!.shape[input!.shape.length - 1] ?? 1;
    const isInteger = input!.dtype === 'int8';
    return {
      kernel: isInteger ? 'log_softmax_s8' : 'log_softmax_f32',
      constants: { rows: elementCount(input!.shape) / depth, depth, ...(isInteger ? fixedPoint(scaleDifferences(node, 1)) : {}) },
      args: [{ tensor: input! }, { tensor: node.outputs[0] }],
    };
  },

  macs: () => 0,
  inPlace: [0],
};

/** With the multiplier that brings a Q5.26 back to the input's steps. */
function fixedPoint(differences: { multiplier: number; shift: number; diff_min: number }): Record<string, number> {
  const reverse = toFixedPoint(2 ** (31 - differences.shift) / differences.multiplier);
  return { ...differences, reverse_multiplier: reverse.multiplier, reverse_shift: reverse.shift };
}
