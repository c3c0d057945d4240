import { checkSameDtype, checkSameScale, firstProblem } from './checks';
import { constantIntegers } from './constants';
import type { Node, Operator } from './operator';
import { checkStridedCopy, copiedElements, lowerStridedCopy, MOVABLE, stepsOf, type StridedCopy } from './strided-copy';

/** SLICE: of each axis `size` elements from `begin` on; size -1 means all that follow. */
export const slice: Operator = {
  options: {},

  infer: (node) => [readSlice(node).sizes],

  fold(node) {
    const values = constantIntegers(node.inputs[0]);
    return values && !checkRanges(node) ? copiedElements(readSlice(node)).map((at) => values[at]) : undefined;
  },

  check: (node) =>
    checkSameDtype(node, MOVABLE) ?? checkRanges(node) ?? firstProblem(checkStridedCopy(readSlice(node)), checkSameScale(node, [0])),

  lower: (node) => lowerStridedCopy(node, readSlice(node), `from element ${readSlice(node).first} on`),
  macs: () => 0,
};

function checkRanges(node: Node): string | undefined {
  const { shape } = node.inputs[0]!;
  const [begins, sizes] = node.inputs.slice(1).map(constantIntegers);
  if (begins?.length !== shape.length || sizes?.length !== shape.length) return 'a begin or size that is not a constant for each axis';
  const isOutside = shape.some((whole, axis) => {
    const [begin, size] = [begins[axis], sizes[axis]];
    return begin < 0 || size < -1 || size === 0 || begin + Math.max(1, size) > whole;
  });
  return isOutside ? `a slice from ${begins.join(', ')} of ${sizes.join(', ')} elements` : undefined;
}

function readSlice(node: Node): StridedCopy {
  const { shape } = node.inputs[0]!;
  const [begins, sizes] = node.inputs.slice(1).map((tensor) => constantIntegers(tensor)!);
  const steps = stepsOf(shape);
  return {
    first: begins.reduce((sum, begin, axis) => sum + begin * steps[axis], 0),
    sizes: sizes.map((size, axis) => (size < 0 ? shape[axis] - begins[axis] : size)),
    steps,
  };
}
