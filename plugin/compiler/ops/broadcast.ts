import { elementCount, type Tensor } from '../ir/graph';
import type { Argument, Node } from './operator';

const RANK = 4;

/** Numpy's broadcasting rules for two shapes; undefined where they do not fit. */
export function broadcastShapes(a: readonly number[], b: readonly number[]): number[] | undefined {
  const rank = Math.max(a.length, b.length);
  const [left, right] = [padShape(a, rank), padShape(b, rank)];
  const fits = left.every((size, axis) => size === right[axis] || size === 1 || right[axis] === 1);
  return fits ? left.map((size, axis) => (size === 1 ? right[axis] : size)) : undefined;
}

/** What keeps two inputs from being combined element by element, or undefined. */
export function checkBroadcast(node: Node): string | undefined {
  const [a, b] = node.inputs;
  if (!a || !b) return 'a missing input';
  if (Math.max(a.shape.length, b.shape.length) > RANK) return `inputs of rank above ${RANK}`;
  if (a.dtype !== b.dtype) return `${a.dtype} with ${b.dtype}`;
  return broadcastShapes(a.shape, b.shape) ? undefined : `shapes ${a.shape.join('x')} and ${b.shape.join('x')}`;
}

/**
 * What a two-input elementwise kernel iterates over: the output's four sizes, and each input's step in elements along each axis (0 where
 * it is broadcast). Equal shapes become one long axis.
 */
export function broadcastConstants(node: Node): Record<string, number> {
  const [a, b] = node.inputs as Tensor[];
  const isFlat = elementCount(a.shape) === elementCount(b.shape);
  const output = isFlat ? [1, 1, 1, elementCount(a.shape)] : padShape(node.outputs[0].shape, RANK);
  const steps = (shape: readonly number[]): number[] =>
    shape.map((size, axis) => (size === 1 ? 0 : elementCount(shape.slice(axis + 1))));
  const [stepsA, stepsB] = isFlat ? [[0, 0, 0, 1], [0, 0, 0, 1]] : [steps(padShape(a.shape, RANK)), steps(padShape(b.shape, RANK))];
  return {
    ...name('size', output),
    ...name('step_a', stepsA),
    ...name('step_b', stepsB),
  };
}

/** The inputs as arguments of a kernel call. */
export function operandArguments(node: Node): Argument[] {
  return (node.inputs as Tensor[]).map((tensor) => ({ tensor }));
}

function padShape(shape: readonly number[], rank: number): number[] {
  return [...new Array<number>(rank - shape.length).fill(1), ...shape];
}

function name(prefix: string, values: number[]): Record<string, number> {
  return Object.fromEntries(values.map((value, index) => [`${prefix}_${index}`, value]));
}
