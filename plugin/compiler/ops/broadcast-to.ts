import { checkSameDtype, checkSameScale, firstProblem } from './checks';
import { constantIntegers } from './constants';
import type { Node, Operator } from './operator';
import { checkStridedCopy, lowerStridedCopy, MOVABLE, stepsOf, type StridedCopy } from './strided-copy';

/** BROADCAST_TO: the input again and again along axes where it has size 1 and the named shape more. */
export const broadcastTo: Operator = {
  options: {},
  infer: (node) => [constantIntegers(node.inputs[1])!],

  check: (node) =>
    firstProblem(checkSameDtype(node, MOVABLE), !fits(node) && `the shape ${constantIntegers(node.inputs[1])?.join('x') ?? 'of a run'}`) ??
    firstProblem(checkStridedCopy(readCopies(node)), checkSameScale(node, [0])),

  lower: (node) => lowerStridedCopy(node, readCopies(node), `to ${constantIntegers(node.inputs[1])!.join('x')}`),
  macs: () => 0,
};

function fits({ inputs: [input, shape] }: Node): boolean {
  const sizes = constantIntegers(shape);
  const missing = (sizes?.length ?? 0) - input!.shape.length;
  return sizes !== undefined && missing >= 0 && input!.shape.every((size, axis) => size === 1 || size === sizes[axis + missing]);
}

/** An axis that is repeated does not step. */
function readCopies({ inputs: [input, shape] }: Node): StridedCopy {
  const sizes = constantIntegers(shape)!;
  const whole = [...new Array<number>(sizes.length - input!.shape.length).fill(1), ...input!.shape];
  return { first: 0, sizes, steps: stepsOf(whole).map((step, axis) => (whole[axis] === 1 ? 0 : step)) };
}
