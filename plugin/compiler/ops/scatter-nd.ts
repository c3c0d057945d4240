import { elementCount } from '../ir/graph';
import { firstProblem } from './checks';
import { constantIntegers } from './constants';
import type { Operator } from './operator';

/** SCATTER_ND: zeros of the shape that input 2 says, and where tuples of indices, input 0, say, the slices of input 1 added. */
export const scatterNd: Operator = {
  options: {},
  infer: (node) => [constantIntegers(node.inputs[2]) ?? []],

  check(node) {
    const [indices, updates, shape] = node.inputs;
    const sizes = constantIntegers(shape);
    const depth = indices!.shape.at(-1) ?? 0;
    const { dtype } = node.outputs[0];
    return firstProblem(
      !sizes && 'a shape that is computed at run time',
      indices!.dtype !== 'int32' && `indices of type ${indices!.dtype} instead of int32`,
      (updates?.dtype !== dtype || !['float32', 'int32'].includes(dtype)) && `updates of ${updates?.dtype} to ${dtype}; kernels exist for float32, int32`,
    ) ?? firstProblem(
      (depth < 1 || depth > sizes!.length) && `tuples of ${depth} indices for ${sizes!.length} axes`,
      updates!.shape.join() !== [...indices!.shape.slice(0, -1), ...sizes!.slice(depth)].join() && `updates of ${updates!.shape.join('x')}`,
    );
  },

  lower(node) {
    const [indices, updates, shape] = node.inputs;
    const sizes = constantIntegers(shape)!;
    const depth = indices!.shape.at(-1)!;
    return {
      kernel: 'scatter_nd',
      constants: {
        elements: elementCount(sizes), count: elementCount(indices!.shape.slice(0, -1)), depth, inner: elementCount(sizes.slice(depth)),
      },
      args: [
        { tensor: indices! }, { tensor: updates! }, { table: { name: 'sizes', type: 'int32_t', values: sizes.slice(0, depth) } }, { tensor: node.outputs[0] },
      ],
    };
  },

  macs: (node) => elementCount(node.inputs[1]!.shape),
};
