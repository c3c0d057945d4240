import { checkSameDtype, checkSameScale, firstProblem, PLACED_TYPES } from './checks';
import { constantIntegers } from './constants';
import type { Node, Operator } from './operator';

const RANK = 4;

/** MIRROR_PAD: a tensor of rank up to 4 mirrored at its edges, which SYMMETRIC repeats and REFLECT does not. */
export const mirrorPad: Operator = {
  options: { mode: { slot: 0, type: 'int8' } },

  infer: (node) => [node.inputs[0]!.shape.map((size, axis) => size + readPaddings(node)[2 * axis] + readPaddings(node)[2 * axis + 1])],

  check(node) {
    const [input, paddings] = node.inputs;
    const values = constantIntegers(paddings);
    return (
      firstProblem(checkSameDtype(node, PLACED_TYPES), input!.shape.length > RANK && `a tensor of rank above ${RANK}`) ??
      firstProblem(
        values?.length !== 2 * input!.shape.length && 'paddings that are not a constant pair for each axis',
        values?.some((padding) => padding < 0) && 'negative paddings',
        values?.some((padding, index) => padding > input!.shape[index >> 1] - skipOf(node)) && 'paddings wider than what is mirrored',
        checkSameScale(node),
      )
    );
  },

  lower(node) {
    const [input] = node.inputs;
    const paddings = readPaddings(node);
    const lead = RANK - input!.shape.length;
    const entries = Array.from({ length: RANK }, (_, axis) => [
      [`size_${axis}`, input!.shape[axis - lead] ?? 1],
      [`before_${axis}`, paddings[2 * (axis - lead)] ?? 0],
      [`after_${axis}`, paddings[2 * (axis - lead) + 1] ?? 0],
    ]).flat();
    return {
      kernel: 'mirror_pad',
      note: `${skipOf(node) ? 'REFLECT' : 'SYMMETRIC'} by ${paddings.join(', ')}`,
      constants: { ...Object.fromEntries(entries), skip: skipOf(node) },
      args: [{ tensor: input! }, { tensor: node.outputs[0] }],
    };
  },

  macs: () => 0,
};

/** 1 where the edge itself is not repeated. */
function skipOf(node: Node): number {
  return node.options.mode === 0 ? 1 : 0;
}

function readPaddings(node: Node): number[] {
  return constantIntegers(node.inputs[1])!;
}
