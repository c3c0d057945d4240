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

/**
 * Shapes that are broadcast to the last of them, one size for each of the axes that a kernel has. Where they have more, neighbours along which each of them is
 * broadcast, or each is not, are walked through in one go: they become one axis. Undefined where that leaves too many.
 */
export function broadcastView(shapes: readonly (readonly number[])[], axes = RANK): number[][] | undefined {
  const rank = Math.max(...shapes.map(({ length }) => length));
  const padded = shapes.map((shape) => padShape(shape, rank));
  const joined = rank > axes ? joinAxes(padded) : padded;
  return joined[0].length > axes ? undefined : joined.map((shape) => padShape(shape, axes));
}

function joinAxes(shapes: readonly number[][]): number[][] {
  const output = shapes.at(-1)!;
  const kindOf = (axis: number): string => shapes.map((shape) => shape[axis] === output[axis]).join();
  const groups: number[][] = [];
  for (const axis of output.keys()) {
    const group = groups.at(-1);
    if (output[axis] === 1) continue;
    if (group && kindOf(group[0]) === kindOf(axis)) group.push(axis);
    else groups.push([axis]);
  }
  return shapes.map((shape) => groups.map((group) => group.reduce((size, axis) => size * shape[axis], 1)));
}

/** What keeps two inputs from being combined element by element, or undefined. */
export function checkBroadcast(node: Node): string | undefined {
  const [a, b] = node.inputs;
  if (!a || !b) return 'a missing input';
  if (a.dtype !== b.dtype) return `${a.dtype} with ${b.dtype}`;
  const output = broadcastShapes(a.shape, b.shape);
  const shapes = `shapes ${a.shape.join('x')} and ${b.shape.join('x')}`;
  if (!output) return shapes;
  return broadcastView([a.shape, b.shape, output]) ? undefined : `${shapes}, broadcast along more than ${RANK} axes`;
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
  const shapes = [a.shape, b.shape, node.outputs[0].shape];
  const elements = elementCount(node.outputs[0].shape);
  // not where they are broadcast against each other, as a column and a row are
  const isFlat = shapes.every((shape) => elementCount(shape) === elements);
  const [viewA, viewB, output] = isFlat ? shapes.map(() => [1, 1, 1, elements]) : broadcastView(shapes)!;
  const flat = [0, 0, 0, 1];
  return {
    ...name('size', output),
    ...(isFlat ? name('step_a', flat) : nameSteps('step_a', viewA)),
    ...(isFlat ? name('step_b', flat) : nameSteps('step_b', viewB)),
  };
}

/** An input's steps in elements along four axes of its `broadcastView`, 0 where it is broadcast: `<prefix>_0` to `<prefix>_3`. */
export function nameSteps(prefix: string, view: readonly number[]): Record<string, number> {
  return name(prefix, view.map((size, axis) => (size === 1 ? 0 : elementCount(view.slice(axis + 1)))));
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
