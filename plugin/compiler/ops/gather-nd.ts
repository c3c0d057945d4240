import { elementCount } from '../ir/graph';
import { checkSameDtype, checkSameScale, firstProblem } from './checks';
import { constantIntegers } from './constants';
import type { Node, Operator } from './operator';
import { MOVABLE } from './strided-copy';

/** GATHER_ND: the elements or slices that tuples of indices name, a tuple a row of the indices. */
export const gatherNd: Operator = {
  options: {},

  infer(node) {
    const { shape, counts, depth } = readIndices(node);
    return [[...counts, ...shape.slice(depth)]];
  },

  check(node) {
    const [, indices] = node.inputs;
    const problem = firstProblem(
      checkSameDtype(node, MOVABLE),
      (indices?.dtype !== 'int32' || indices.shape.length === 0) && 'indices that are not tuples of int32',
      checkSameScale(node, [0]),
    );
    if (problem) return problem;
    const { shape, depth } = readIndices(node);
    return firstProblem(
      depth > shape.length && `tuples of ${depth} indices for ${shape.length} axes`,
      constantIntegers(indices)?.some((index, at) => index < 0 || index >= shape[at % depth]) && 'an index outside its axis',
    );
  },

  lower(node) {
    const { shape, counts, depth } = readIndices(node);
    return {
      kernel: 'gather_nd',
      constants: { count: elementCount(counts), depth, inner: elementCount(shape.slice(depth)) },
      args: [
        { tensor: node.inputs[0]! },
        { tensor: node.inputs[1]! },
        { table: { name: 'sizes', type: 'int32_t', values: shape.slice(0, depth) } },
        { tensor: node.outputs[0] },
      ],
    };
  },

  macs: () => 0,
};

function readIndices({ inputs: [input, indices] }: Node): { shape: number[]; counts: number[]; depth: number } {
  return { shape: input!.shape, counts: indices!.shape.slice(0, -1), depth: indices!.shape.at(-1)! };
}
