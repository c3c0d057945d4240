import { elementCount } from '../ir/graph';
import { checkPerTensor, firstProblem } from './checks';
import type { Operator } from './operator';

/** DEQUANTIZE: int8 to float32. */
export const dequantize: Operator = {
  options: {},
  infer: (node) => [node.inputs[0]!.shape],

  check(node) {
    const [input] = node.inputs;
    const [output] = node.outputs;
    return firstProblem((input?.dtype !== 'int8' || output.dtype !== 'float32') && `${input?.dtype} to ${output.dtype}`, checkPerTensor(input, 'input'));
  },

  lower(node) {
    const [input] = node.inputs;
    const { scales, zeroPoints } = input!.quantization!;
    return {
      kernel: 'dequantize_s8_f32',
      constants: { elements: elementCount(input!.shape), zero_point: zeroPoints[0], scale: { float32: scales[0] } },
      args: [{ tensor: input! }, { tensor: node.outputs[0] }],
    };
  },

  macs: () => 0,
};
