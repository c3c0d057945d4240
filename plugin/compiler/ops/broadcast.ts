import { elementCount, type Tensor } from '../ir/graph';
import { checkPerTensor, checkSameDtype, firstProblem, LAYER_TYPES } from './checks';
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

/** What keeps two inputs from being computed with, element by element: types, shapes, scales for each channel. */
export function checkOperands(node: Node): string | undefined {
  const [a, b] = node.inputs;
  return firstProblem(checkSameDtype(node, LAYER_TYPES), checkBroadcast(node)) ??
    firstProblem(checkPerTensor(a, 'input 0'), checkPerTensor(b, 'input 1'), checkPerTensor(node.outputs[0], 'output'));
}

/**
 * What a two-input elementwise kernel iterates over: the output's four sizes, and each input's step in elements along each axis (0 where
 * it is broadcast). Equal shapes become one long axis.
 */
export function broadcastConstants(node: Node): Record<string, number> {
  const [a, b] = node.inputs as Tensor[];
  const isFlat = elementCount(a.shape) === elementCount(b.shape);
  const output = isFlat ? [1, 1, 1, elementCount(a.shape)] : padShape(node.outputs[0].shape, RANK);
  const flat = [0, 0, 0, 1];
  return {
    ...name('size', output),
    ...(isFlat ? name('step_a', flat) : nameSteps('step_a', a.shape)),
    ...(isFlat ? name('step_b', flat) : nameSteps('step_b', b.shape)),
  };
}

/** An input's steps in elements along four axes, 0 where it is broadcast: `<prefix>_0` to `<prefix>_3`. */
export function nameSteps(prefix: string, shape: readonly number[]): Record<string, number> {
  const padded = padShape(shape, RANK);
  return name(prefix, padded.map((size, axis) => (size === 1 ? 0 : elementCount(padded.slice(axis + 1)))));
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
