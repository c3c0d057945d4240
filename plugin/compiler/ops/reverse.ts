import { checkSameDtype, checkSameScale, firstProblem } from './checks';
import { constantIntegers } from './constants';
import type { Node, Operator } from './operator';
import { checkStridedCopy, lowerStridedCopy, MOVABLE, stepsOf, type StridedCopy } from './strided-copy';

/** REVERSE_V2: the last first, along each axis that is named. */
export const reverse: Operator = {
  options: {},
  infer: (node) => [node.inputs[0]!.shape],

  check: (node) =>
    firstProblem(
      checkSameDtype(node, MOVABLE),
      !readAxes(node)?.every((axis) => axis >= 0 && axis < node.inputs[0]!.shape.length) && 'axes that are not constant ones of its input',
    ) ?? firstProblem(checkStridedCopy(readReverse(node)), checkSameScale(node, [0])),

  lower: (node) => lowerStridedCopy(node, readReverse(node), `backwards along ${readAxes(node)!.join(', ')}`),
  macs: () => 0,
};

function readAxes({ inputs: [input, axes] }: Node): number[] | undefined {
  return constantIntegers(axes)?.map((axis) => (axis < 0 ? axis + input!.shape.length : axis));
}

/** From the last element on, with steps that lead back. */
function readReverse(node: Node): StridedCopy {
  const { shape } = node.inputs[0]!;
  const axes = new Set(readAxes(node));
  const steps = stepsOf(shape);
  const first = steps.reduce((sum, step, axis) => sum + (axes.has(axis) ? (shape[axis] - 1) * step : 0), 0);
  return { first, sizes: shape, steps: steps.map((step, axis) => (axes.has(axis) ? -step : step)) };
}
