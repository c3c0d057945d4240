import { firstProblem } from './checks';
import { constantIntegers } from './constants';
import type { Node, OptionFields } from './operator';

const RANK = 4;

/** Options of every operator that reduces axes, which its second input names. */
export const REDUCE_OPTIONS: OptionFields = { keepDims: { slot: 0, type: 'int8' } };

/** The output's shape: reduced axes vanish, or stay with size 1 where `keepDims` is set. */
export function inferReduced(node: Node): number[][] {
  const { shape } = node.inputs[0]!;
  const reduced = reducedAxes(node);
  if (node.options.keepDims) return [shape.map((size, axis) => (reduced.has(axis) ? 1 : size))];
  return [shape.filter((_, axis) => !reduced.has(axis))];
}

/** What is wrong with an operator that reduces axes, or undefined. */
export function checkReduced(node: Node): string | undefined {
  return firstProblem(
    !constantIntegers(node.inputs[1]) && 'axes that are not constant',
  ) ?? firstProblem(viewReduced(node).length > RANK && `reduced axes between others, more than ${RANK} in all`);
}

/** What `reduce.h` iterates over. */
export function reducedConstants(node: Node): Record<string, number> {
  const view = viewReduced(node);
  const lead = RANK - view.length;
  return Object.fromEntries(
    Array.from({ length: RANK }, (_, axis): [string, number][] => [
      [`size_${axis}`, view[axis - lead]?.size ?? 1],
      [`reduce_${axis}`, view[axis - lead]?.isReduced ? 1 : 0],
    ]).flat(),
  );
}

/** The axes; where there are more than the kernels have, neighbours that are both reduced, or both not, are one. */
function viewReduced(node: Node): { size: number; isReduced: boolean }[] {
  const reduced = reducedAxes(node);
  const axes = node.inputs[0]!.shape.map((size, axis) => ({ size, isReduced: reduced.has(axis) }));
  if (axes.length <= RANK) return axes;
  return axes.filter(({ size }) => size > 1).reduce<typeof axes>((joined, { size, isReduced }) => {
    const last = joined.at(-1);
    return last?.isReduced === isReduced ? [...joined.slice(0, -1), { size: last.size * size, isReduced }] : [...joined, { size, isReduced }];
  }, []);
}

/** The axes, for the comment above the call. */
export function describeReduced(node: Node): string {
  return `over axes ${[...reducedAxes(node)].join(', ')}`;
}

function reducedAxes(node: Node): Set<number> {
  const rank = node.inputs[0]!.shape.length;
  return new Set(constantIntegers(node.inputs[1])!.map((axis) => (axis < 0 ? axis + rank : axis)).sort((a, b) => a - b));
}
