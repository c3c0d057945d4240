import { elementCount, type Dtype } from '../ir/graph';
import { describeScale, firstProblem } from './checks';
import { constantIntegers } from './constants';
import type { Node, Operator } from './operator';

const SCATTERED: readonly Dtype[] = ['float32', 'int32', 'int8', 'bool'];

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
      (updates?.dtype !== dtype || !SCATTERED.includes(dtype)) &&
        `updates of ${updates?.dtype} to ${dtype}; kernels exist for ${SCATTERED.join(', ')}`,
    ) ?? firstProblem(
      (depth < 1 || depth > sizes!.length) && `tuples of ${depth} indices for ${sizes!.length} axes`,
      dtype === 'int8' && checkZero(node),
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
        zero: zeroOf(node), is_logical: node.outputs[0].dtype === 'bool' ? 1 : 0,
      },
      args: [
        { tensor: indices! }, { tensor: updates! }, { table: { name: 'sizes', type: 'int32_t', values: sizes.slice(0, depth) } }, { tensor: node.outputs[0] },
      ],
    };
  },

  macs: (node) => elementCount(node.inputs[1]!.shape),
};

/** LiteRT adds the integers as they stand, to the integer 0: uint8, which is 128 lower here, begins with -128. */
function zeroOf({ op, outputs: [output] }: Node): number {
  return output.dtype === 'int8' && op.wasUnsigned ? -128 : 0;
}

/** What keeps sums of integers from being those of what they stand for. */
function checkZero(node: Node): string | undefined {
  const [updates, output] = [node.inputs[1]!, node.outputs[0]];
  return firstProblem(
    (output.quantization?.zeroPoints[0] ?? 0) !== zeroOf(node) && 'an output whose zero point is not the integer 0, which TFLite begins with',
    describeScale(updates) !== describeScale(output) && 'updates of another scale than the output',
  );
}
