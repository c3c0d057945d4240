import { checkSameDtype, firstProblem } from './checks';
import { constantIntegers } from './constants';
import type { Node, Operator } from './operator';
import { checkStridedCopy, copiedElements, lowerStridedCopy, MOVABLE, stepsOf, type StridedCopy } from './strided-copy';

/** STRIDED_SLICE: of each axis the elements begin, begin + stride ... before end; an axis in `shrinkAxisMask` keeps one and disappears. */
export const stridedSlice: Operator = {
  options: {
    beginMask: { slot: 0, type: 'int32' },
    endMask: { slot: 1, type: 'int32' },
    ellipsisMask: { slot: 2, type: 'int32' },
    newAxisMask: { slot: 3, type: 'int32' },
    shrinkAxisMask: { slot: 4, type: 'int32' },
  },

  infer(node) {
    const { sizes } = readSlice(node);
    return [sizes.filter((_, axis) => !isMasked(node, 'shrinkAxisMask', axis))];
  },

  fold(node) {
    const values = constantIntegers(node.inputs[0]);
    return values && !checkRanges(node) ? copiedElements(readSlice(node)).map((at) => values[at]) : undefined;
  },

  check(node) {
    return (
      firstProblem(checkSameDtype(node, MOVABLE), checkRanges(node)) ??
      firstProblem(readSlice(node).sizes.some((size) => size < 1) && 'a slice without elements', checkStridedCopy(readSlice(node)))
    );
  },

  lower: (node) => lowerStridedCopy(node, readSlice(node), `from element ${readSlice(node).first} on`),
  macs: () => 0,
};

function checkRanges(node: Node): string | undefined {
  const rank = node.inputs[0]!.shape.length;
  const ranges = node.inputs.slice(1).map(constantIntegers);
  return firstProblem(
    (ranges.length !== 3 || ranges.some((range) => !range || range.length > rank)) &&
      'a begin, end or stride that is not a constant for each axis',
    ranges[2]?.includes(0) && 'a stride of 0',
    (node.options.ellipsisMask !== 0 || node.options.newAxisMask !== 0) && 'an ellipsis or a new axis',
  );
}

/** Axes that are not named are taken whole. */
function readSlice(node: Node): StridedCopy {
  const { shape } = node.inputs[0]!;
  const [begins, ends, strides] = node.inputs.slice(1).map((tensor) => constantIntegers(tensor)!);
  const steps = stepsOf(shape);
  const axes = shape.map((size, axis) => {
    if (axis >= begins.length) return { from: 0, count: size, stride: 1 };
    const stride = strides[axis];
    const [lowest, highest] = stride > 0 ? [0, size] : [-1, size - 1];
    const place = (value: number): number => Math.min(highest, Math.max(lowest, value < 0 ? value + size : value));
    const from = isMasked(node, 'beginMask', axis) ? (stride > 0 ? 0 : size - 1) : place(begins[axis]);
    if (isMasked(node, 'shrinkAxisMask', axis)) return { from, count: 1, stride: 1 };
    const to = isMasked(node, 'endMask', axis) ? (stride > 0 ? size : -1) : place(ends[axis]);
    return { from, count: Math.ceil((to - from) / stride), stride };
  });
  return {
    first: axes.reduce((sum, { from }, axis) => sum + from * steps[axis], 0),
    sizes: axes.map(({ count }) => count),
    steps: axes.map(({ stride }, axis) => stride * steps[axis]),
  };
}

function isMasked(node: Node, mask: string, axis: number): boolean {
  return ((node.options[mask] as number) & (1 << axis)) !== 0;
}
