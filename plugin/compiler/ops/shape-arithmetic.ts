import { elementCount } from '../ir/graph';
import { constantIntegers } from './constants';
import type { Node, Operator } from './operator';

/** SHAPE: the sizes of its input, which are always known. */
export const shape = shapeArithmetic({
  infer: (node) => [[node.inputs[0]!.shape.length]],
  fold: (node) => node.inputs[0]!.shape,
});

/** REDUCE_PROD of sizes: the product of a vector. */
export const reduceProd = shapeArithmetic({
  options: { keepDims: { slot: 0, type: 'int8' } },
  infer: (node) => [node.options.keepDims ? [1] : []],
  fold(node) {
    const sizes = node.inputs[0]!.shape.length === 1 ? constantIntegers(node.inputs[0]) : undefined;
    return sizes && [elementCount(sizes)];
  },
});

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
