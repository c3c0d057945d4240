import { checkPerTensor, checkSameDtype, firstProblem, PLACED_TYPES } from './checks';
import { constantIntegers, constantValues } from './constants';
import type { Node, Operator } from './operator';

const RANK = 4;

/** PAD and PADV2: zeros, or input 2, around a tensor of rank up to 4. */
export const pad: Operator = {
  options: {},

  infer: (node) => [node.inputs[0]!.shape.map((size, axis) => size + readPaddings(node)[2 * axis] + readPaddings(node)[2 * axis + 1])],

  check(node) {
    const [input, paddings, value] = node.inputs;
    return (
      firstProblem(checkSameDtype(node, PLACED_TYPES), input!.shape.length > RANK && `a tensor of rank above ${RANK}`) ??
      firstProblem(
        constantIntegers(paddings)?.length !== 2 * input!.shape.length && 'paddings that are not a constant pair for each axis',
        constantIntegers(paddings)?.some((padding) => padding < 0) && 'negative paddings',
        value && (!value.data || value.dtype !== input!.dtype) && 'a padding value that is not a constant of the input type',
        checkPerTensor(input, 'input'),
        checkPerTensor(node.outputs[0], 'output'),
      )
    );
  },

  lower(node) {
    const [input, , value] = node.inputs;
    const paddings = readPaddings(node);
    const lead = RANK - input!.shape.length;
    const entries = Array.from({ length: RANK }, (_, axis) => [
      [`size_${axis}`, input!.shape[axis - lead] ?? 1],
      [`before_${axis}`, paddings[2 * (axis - lead)] ?? 0],
      [`after_${axis}`, paddings[2 * (axis - lead) + 1] ?? 0],
    ]).flat();
    const fill = value ? Number(constantValues(value)[0]) : (node.outputs[0].quantization?.zeroPoints[0] ?? 0);
    return {
      kernel: 'pad',
      note: `by ${paddings.join(', ')}`,
      constants: { ...Object.fromEntries(entries), value: input!.dtype === 'float32' ? { float32: fill } : fill },
      args: [{ tensor: input! }, { tensor: node.outputs[0] }],
    };
  },

  macs: () => 0,
};

function readPaddings(node: Node): number[] {
  return constantIntegers(node.inputs[1])!;
}
