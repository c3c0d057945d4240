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
    node.inputs[0]!.shape.length > RANK && `a tensor of rank above ${RANK}`,
    !constantIntegers(node.inputs[1]) && 'axes that are not constant',
  );
}

/** What `reduce.h` iterates over. */
export function reducedConstants(node: Node): Record<string, number> {
  const { shape } = node.inputs[0]!;
  const reduced = reducedAxes(node);
  const lead = RANK - shape.length;
  return Object.fromEntries(
    Array.from({ length: RANK }, (_, axis): [string, number][] => [
      [`size_${axis}`, shape[axis - lead] ?? 1],
      [`reduce_${axis}`, reduced.has(axis - lead) ? 1 : 0],
    ]).flat(),
  );
}

/** The axes, for the comment above the call. */
export function describeReduced(node: Node): string {
  return `over axes ${[...reducedAxes(node)].join(', ')}`;
}

function reducedAxes(node: Node): Set<number> {
  const rank = node.inputs[0]!.shape.length;
  return new Set(constantIntegers(node.inputs[1])!.map((axis) => (axis < 0 ? axis + rank : axis)).sort((a, b) => a - b));
}
