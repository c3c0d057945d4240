import { elementCount } from '../ir/graph';
import { checkSameDtype, firstProblem } from './checks';
import { constantIntegers } from './constants';
import type { Operator } from './operator';

const RANK = 4;

/** TRANSPOSE: output axis i is input axis permutation[i]; rank up to 4. */
export const transpose: Operator = {
  options: {},

  infer: (node) => [constantIntegers(node.inputs[1])!.map((axis) => node.inputs[0]!.shape[axis])],

  check(node) {
    const [input, permutation] = node.inputs;
    return (
      firstProblem(checkSameDtype(node, ['int8', 'uint8', 'int16', 'int32', 'float32']), input!.shape.length > RANK && `a tensor of rank above ${RANK}`) ??
      (constantIntegers(permutation)?.slice().sort().join() === input!.shape.map((_, axis) => axis).join()
        ? undefined
        : 'a permutation that is not a constant one of its axes')
    );
  },

  lower(node) {
    const [input] = node.inputs;
    const permutation = constantIntegers(node.inputs[1])!;
    const lead = RANK - permutation.length;
    const entries = Array.from({ length: RANK }, (_, index) => {
      const axis = permutation[index - lead];
      return [
        [`size_${index}`, input!.shape[axis] ?? 1],
        [`step_${index}`, axis === undefined ? 0 : elementCount(input!.shape.slice(axis + 1))],
      ];
    }).flat();
    return {
      kernel: 'transpose',
      note: `axes ${permutation.join(', ')}`,
      constants: Object.fromEntries(entries),
      args: [{ tensor: input! }, { tensor: node.outputs[0] }],
    };
  },

  macs: () => 0,
};
