import { elementCount } from '../ir/graph';
import { broadcastShapes } from './broadcast';
import { constantIntegers } from './constants';
import type { Node, Operator } from './operator';

/** SHAPE: the sizes of its input, which are always known. */
export const shape = shapeArithmetic({
  infer: (node) => [[node.inputs[0]!.shape.length]],
  fold: (node) => node.inputs[0]!.shape,
});

/** RANK: how many axes its input has. */
export const rank = shapeArithmetic({
  infer: () => [[]],
  fold: (node) => [node.inputs[0]!.shape.length],
});

/** DENSIFY: a sparse constant, which has its zeros since it was read. */
export const densify = shapeArithmetic({ infer: (node) => [node.inputs[0]!.shape], fold: () => undefined });

/** REDUCE_PROD of sizes: the product of a vector. */
export const reduceProd = shapeArithmetic({
  options: { keepDims: { slot: 0, type: 'int8' } },
  infer: (node) => [node.options.keepDims ? [1] : []],
  fold(node) {
    const sizes = node.inputs[0]!.shape.length === 1 ? constantIntegers(node.inputs[0]) : undefined;
    return sizes && [elementCount(sizes)];
  },
});

/** RANGE: the numbers from one to another, by steps. */
export const range = shapeArithmetic({
  infer: (node) => [[listRange(node)?.length ?? 0]],
  fold: (node) => listRange(node),
});

/** BROADCAST_ARGS: the shape of what two shapes become together. */
export const broadcastArgs = shapeArithmetic({
  infer: (node) => [[Math.max(...node.inputs.map((input) => input!.shape[0] ?? 0))]],
  fold(node) {
    const [a, b] = node.inputs.map(constantIntegers);
    return a && b && broadcastShapes(a, b);
  },
});

/** So many numbers at most: sizes that are computed are never many. */
const LONGEST_RANGE = 2 ** 24;

function listRange({ inputs }: Node): number[] | undefined {
  const [first, limit, step] = inputs.map((input) => constantIntegers(input)?.[0]);
  if (first === undefined || limit === undefined || !step) return undefined;
  const count = Math.max(0, Math.ceil((limit - first) / step));
  return count > 0 && count <= LONGEST_RANGE ? Array.from({ length: count }, (_, at) => first + at * step) : undefined;
}

/** An operator that is computed here or not at all. */
interface ShapeArithmetic extends Required<Pick<Operator, 'infer' | 'fold'>> {
  options?: Operator['options'];
}

function shapeArithmetic({ options = {}, infer, fold }: ShapeArithmetic): Operator {
  return {
    options,
    infer,
    fold,
    check: (_: Node) => 'values that are not known before it runs',
    lower: () => undefined,
    macs: () => 0,
  };
}
