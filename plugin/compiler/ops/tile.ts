import { checkSameDtype, checkSameScale, firstProblem } from './checks';
import { constantIntegers } from './constants';
import type { Node, Operator } from './operator';
import { checkStridedCopy, lowerStridedCopy, MOVABLE, stepsOf, type StridedCopy } from './strided-copy';

/** TILE: the input again and again along each axis. */
export const tile: Operator = {
  options: {},

  infer: (node) => [node.inputs[0]!.shape.map((size, axis) => size * constantIntegers(node.inputs[1])![axis])],

  check: (node) =>
    firstProblem(
      checkSameDtype(node, MOVABLE),
      constantIntegers(node.inputs[1])?.length !== node.inputs[0]!.shape.length && 'multiples that are not a constant for each axis',
    ) ?? firstProblem(checkStridedCopy(readTiles(node)), checkSameScale(node)),

  lower: (node) => lowerStridedCopy(node, readTiles(node), `${constantIntegers(node.inputs[1])!.join('x')} times`),
  macs: () => 0,
};

/** Two axes for each: over the repetitions, which do not step, and over the elements. */
function readTiles(node: Node): StridedCopy {
  const { shape } = node.inputs[0]!;
  const steps = stepsOf(shape);
  return {
    first: 0,
    sizes: constantIntegers(node.inputs[1])!.flatMap((multiple, axis) => [multiple, shape[axis]]),
    steps: steps.flatMap((step) => [0, step]),
  };
}
