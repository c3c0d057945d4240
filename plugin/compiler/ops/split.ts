import { elementCount, type Tensor } from '../ir/graph';
import { firstProblem } from './checks';
import { constantIntegers } from './constants';
import type { Node, Operator } from './operator';
import { MOVABLE } from './strided-copy';

/** SPLIT: equal parts along one axis. */
export const split = parts({
  options: { count: { slot: 0, type: 'int32' } },
  value: (node) => node.inputs[1],
  axis: (node) => constantIntegers(node.inputs[0])?.[0],
  sizes: (node, size) => node.outputs.map(() => size / node.outputs.length),
  partShape: (shape, axis, size) => shape.map((whole, index) => (index === axis ? size : whole)),
});

/** SPLIT_V: parts of stated sizes along one axis. */
export const splitV = parts({
  options: { count: { slot: 0, type: 'int32' } },
  value: (node) => node.inputs[0],
  axis: (node) => constantIntegers(node.inputs[2])?.[0],
  sizes: (node) => constantIntegers(node.inputs[1]) ?? [],
  partShape: (shape, axis, size) => shape.map((whole, index) => (index === axis ? size : whole)),
});

/** UNPACK: the slices along one axis, which disappears. */
export const unpack = parts({
  options: { count: { slot: 0, type: 'int32' }, axis: { slot: 1, type: 'int32' } },
  value: (node) => node.inputs[0],
  axis: (node) => node.options.axis as number,
  sizes: (node) => node.outputs.map(() => 1),
  partShape: (shape, axis) => shape.filter((_, index) => index !== axis),
});

interface Parts extends Pick<Operator, 'options'> {
  value(node: Node): Tensor | undefined;
  axis(node: Node): number | undefined;
  /** Of each output along the axis of that size. */
  sizes(node: Node, size: number): number[];
  partShape(shape: number[], axis: number, size: number): number[];
}

function parts({ options, value, axis: statedAxis, sizes, partShape }: Parts): Operator {
  const readParts = (node: Node) => {
    const { shape } = value(node)!;
    const axis = statedAxis(node) ?? NaN;
    const place = axis < 0 ? axis + shape.length : axis;
    return { shape, axis: place, sizes: sizes(node, shape[place]) };
  };
  return {
    options,
    infer(node) {
      const { shape, axis, sizes: each } = readParts(node);
      return each.map((size) => partShape(shape, axis, size));
    },
    check(node) {
      const input = value(node);
      if (!input || !MOVABLE.includes(input.dtype)) return `input of type ${input?.dtype ?? 'none'}`;
      const { shape, axis, sizes: each } = readParts(node);
      return firstProblem(
        !(axis >= 0 && axis < shape.length) && 'an axis that is not a constant one of its input',
        node.outputs.some(({ dtype }) => dtype !== input.dtype) && 'outputs of another type',
        (each.length !== node.outputs.length || each.reduce((sum, size) => sum + size, 0) !== shape[axis]) &&
          `parts of ${each.join(', ')} of ${shape[axis]}`,
      );
    },
    lower(node) {
      const { shape, axis, sizes: each } = readParts(node);
      const inner = elementCount(shape.slice(axis + 1));
      return {
        kernel: 'split',
        note: `along axis ${axis}`,
        constants: { rows: elementCount(shape.slice(0, axis)), row_size: shape[axis] * inner },
        args: [
          { tensor: value(node)! },
          { table: { name: 'sizes', type: 'int32_t', values: each.map((size) => size * inner) } },
          ...node.outputs.map((tensor) => ({ tensor })),
        ],
      };
    },
    macs: () => 0,
  };
}
