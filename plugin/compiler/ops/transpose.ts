import { checkSameDtype, firstProblem } from './checks';
import { constantIntegers } from './constants';
import type { Operator } from './operator';
import { COPY_RANK, lowerStridedCopy, MOVABLE, stepsOf } from './strided-copy';

/** TRANSPOSE: output axis i is input axis permutation[i]; rank up to 4. */
export const transpose: Operator = {
  options: {},

  infer: (node) => [constantIntegers(node.inputs[1])!.map((axis) => node.inputs[0]!.shape[axis])],

  check(node) {
    const [input, permutation] = node.inputs;
    return (
      firstProblem(checkSameDtype(node, MOVABLE), input!.shape.length > COPY_RANK && `a tensor of rank above ${COPY_RANK}`) ??
      (constantIntegers(permutation)?.slice().sort().join() === input!.shape.map((_, axis) => axis).join()
        ? undefined
        : 'a permutation that is not a constant one of its axes')
    );
  },

  lower(node) {
    const permutation = constantIntegers(node.inputs[1])!;
    const steps = stepsOf(node.inputs[0]!.shape);
    const copy = { first: 0, sizes: node.outputs[0].shape, steps: permutation.map((axis) => steps[axis]) };
    return lowerStridedCopy(node, copy, `axes ${permutation.join(', ')}`);
  },

  macs: () => 0,
};
