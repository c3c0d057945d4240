import { elementCount } from '../ir/graph';
import { checkPerTensor, checkSameDtype, firstProblem } from './checks';
import type { Operator } from './operator';

/** Bits by which TFLite raises the distances to the zero point on uint8 alone. */
const UNSIGNED_HEADROOM = 7;

/** L2_NORMALIZATION over the last axis: x / sqrt(sum of x^2). */
export const l2Normalization: Operator = {
  options: { activation: { slot: 0, type: 'int8' } },

  infer: (node) => [node.inputs[0]!.shape],

  check(node) {
    const [output] = node.outputs;
    return (
      firstProblem(checkSameDtype(node), checkPerTensor(node.inputs[0], 'input'), checkPerTensor(output, 'output')) ??
      firstProblem(
        node.options.activation !== 0 && 'a fused activation',
        output.dtype === 'int8' &&
          (output.quantization!.scales[0] !== 1 / 128 || output.quantization!.zeroPoints[0] !== 0) &&
          'an int8 output other than scale 1/128, zero point 0',
      )
    );
  },

  lower(node) {
    const [input] = node.inputs;
    const depth = input!.shape.at(-1) ?? 1;
    const isInteger = input!.dtype === 'int8';
    return {
      kernel: isInteger ? 'l2_normalization_s8' : 'l2_normalization_f32',
      constants: {
        rows: elementCount(input!.shape) / depth, depth,
        ...(isInteger ? { zero_point: input!.quantization!.zeroPoints[0], headroom: node.op.wasUnsigned ? UNSIGNED_HEADROOM : 0 } : {}),
      },
      args: [{ tensor: input! }, { tensor: node.outputs[0] }],
    };
  },

  macs: (node) => elementCount(node.inputs[0]!.shape),
  inPlace: [0],
};
