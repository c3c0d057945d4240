import { checkSameDtype } from './checks';
import { constantIntegers } from './constants';
import type { Node, Operator } from './operator';
import { checkStridedCopy, lowerStridedCopy, MOVABLE, stepsOf, type StridedCopy } from './strided-copy';

/** TRANSPOSE: output axis i is input axis permutation[i]. */
export const transpose: Operator = {
  options: {},

  infer: (node) => [readTransposition(node).sizes],

  check(node) {
    const [input, permutation] = node.inputs;
    const problem = checkSameDtype(node, MOVABLE);
    if (problem) return problem;
    const sorted = constantIntegers(permutation)?.slice().sort((a, b) => a - b);
    const isPermutation = sorted?.join() === input!.shape.map((_, axis) => axis).join();
    return isPermutation ? checkStridedCopy(readTransposition(node)) : 'a permutation that is not a constant one of its axes';
  },

  lower: (node) => lowerStridedCopy(node, readTransposition(node), `axes ${constantIntegers(node.inputs[1])!.join(', ')}`),
  macs: () => 0,
};

function readTransposition(node: Node): StridedCopy {
  const { shape } = node.inputs[0]!;
  const [permutation, steps] = [constantIntegers(node.inputs[1])!, stepsOf(shape)];
  return { first: 0, sizes: permutation.map((axis) => shape[axis]), steps: permutation.map((axis) => steps[axis]) };
}
