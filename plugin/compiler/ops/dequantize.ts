import { elementCount, type Dtype } from '../ir/graph';
import { checkScaled, firstProblem } from './checks';
import type { Operator } from './operator';

/** What can become float32. */
const INTEGERS: readonly Dtype[] = ['int8', 'uint8', 'int16'];

/** DEQUANTIZE: integers to float32. Constants are gone by then (`tflite/decode-weights.ts`). */
export const dequantize: Operator = {
  options: {},
  infer: (node) => [node.inputs[0]!.shape],

  check(node) {
    const [input] = node.inputs;
    const [output] = node.outputs;
    return firstProblem(
      (!input || !INTEGERS.includes(input.dtype) || output.dtype !== 'float32') && `${input?.dtype} to ${output.dtype}`,
      checkScaled(input, 'input'),
    );
  },

  lower(node) {
    const [input] = node.inputs;
    const { scales, zeroPoints } = input!.quantization!;
    return {
      kernel: 'dequantize_f32',
      constants: { elements: elementCount(input!.shape), zero_point: zeroPoints[0], scale: { float32: scales[0] } },
      args: [{ tensor: input! }, { tensor: node.outputs[0] }],
    };
  },

  macs: () => 0,
};
