import { elementCount } from '../ir/graph';
import { checkSameDtype, checkSameScale, firstProblem } from './checks';
import { constantIntegers } from './constants';
import type { Node, Operator } from './operator';
import { MOVABLE } from './strided-copy';

/** GATHER: the slices of an axis that the indices name. Of sizes, which are known, it disappears. */
export const gather: Operator = {
  options: { axis: { slot: 0, type: 'int32' }, batchDims: { slot: 1, type: 'int32' } },

  infer(node) {
    const { shape, indices, axis, batchDims } = readGather(node);
    return [[...shape.slice(0, axis), ...indices.slice(batchDims), ...shape.slice(axis + 1)]];
  },

  fold(node) {
    const [values, indices] = node.inputs.map(constantIntegers);
    return node.inputs[0]!.shape.length === 1 ? values && indices?.map((index) => values[index]) : undefined;
  },

  check(node) {
    const [, indices] = node.inputs;
    const isOther = indices?.dtype !== 'int32';
    const problem = firstProblem(checkSameDtype(node, MOVABLE), isOther && 'indices that are not int32', checkSameScale(node, [0]));
    if (problem) return problem;
    const { shape, indices: counts, axis, batchDims } = readGather(node);
    return firstProblem(
      !(axis >= 0 && axis < shape.length) && `axis ${node.options.axis}`,
      !(batchDims >= 0 && batchDims <= Math.min(axis, counts.length)) && `${node.options.batchDims} batch axes`,
      shape.slice(0, batchDims).join() !== counts.slice(0, batchDims).join() && 'indices of other batches than the input',
      constantIntegers(indices)?.some((index) => index < 0 || index >= shape[axis]) && `an index outside the ${shape[axis]} slices`,
    );
  },

  lower(node) {
    const { shape, indices, axis, batchDims } = readGather(node);
    return {
      kernel: 'gather',
      note: `along axis ${axis}`,
      constants: {
        batches: elementCount(shape.slice(0, batchDims)),
        outer: elementCount(shape.slice(batchDims, axis)),
        axis_size: shape[axis],
        inner: elementCount(shape.slice(axis + 1)),
        count: elementCount(indices.slice(batchDims)),
      },
      args: [{ tensor: node.inputs[0]! }, { tensor: node.inputs[1]! }, { tensor: node.outputs[0] }],
    };
  },

  macs: () => 0,
};

function readGather({ inputs: [input, indices], options }: Node): { shape: number[]; indices: number[]; axis: number; batchDims: number } {
  const fromEnd = (value: number, rank: number): number => (value < 0 ? value + rank : value);
  return {
    shape: input!.shape,
    indices: indices!.shape,
    axis: fromEnd((options.axis as number | undefined) ?? 0, input!.shape.length),
    batchDims: fromEnd((options.batchDims as number | undefined) ?? 0, indices!.shape.length),
  };
}
