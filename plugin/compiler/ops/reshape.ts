import { elementCount } from '../ir/graph';
import { constantIntegers } from './constants';
import type { Node, Operator } from './operator';

/** RESHAPE: the shape that input 1 names, one size of which may be -1, for what remains; without it the one that the file states. */
export const reshape = view({}, (node) => {
  if (!node.inputs[1]) return node.outputs[0].shape;
  const sizes = constantIntegers(node.inputs[1]);
  const known = elementCount(sizes?.filter((size) => size >= 0) ?? []);
  return sizes?.map((size) => (size < 0 ? Math.floor(elementCount(node.inputs[0]!.shape) / known) : size));
});

/** EXPAND_DIMS: one axis of size 1 more, in front of the axis that input 1 names. */
export const expandDims = view({}, (node) => {
  const { shape } = node.inputs[0]!;
  const axis = constantIntegers(node.inputs[1])?.[0];
  const place = axis !== undefined && axis < 0 ? axis + shape.length + 1 : axis;
  return place === undefined ? undefined : [...shape.slice(0, place), 1, ...shape.slice(place)];
});

/** SQUEEZE: without the named axes, which have size 1; all such axes where none is named. */
export const squeeze = view({ squeezeDims: { slot: 0, type: 'int32s' } }, ({ inputs: [input], options }) => {
  const named = (options.squeezeDims as number[]).map((axis) => (axis < 0 ? axis + input!.shape.length : axis));
  return input!.shape.filter((size, axis) => size !== 1 || (named.length > 0 && !named.includes(axis)));
});

/** The same bytes under another shape; `shapeOf`: undefined where it is only known at run time. */
function view(options: Operator['options'], shapeOf: (node: Node) => number[] | undefined): Operator {
  return {
    options,
    infer: (node) => [shapeOf(node)!],
    fold: (node) => constantIntegers(node.inputs[0]),
    check(node) {
      const [input] = node.inputs;
      const [output] = node.outputs;
      if (!input || input.dtype !== output.dtype) return `input ${input?.dtype ?? 'none'} with output ${output.dtype}`;
      const shape = shapeOf(node);
      if (!shape) return 'a shape that is computed at run time';
      const [from, to] = [elementCount(input.shape), elementCount(shape)];
      return from === to ? undefined : `${from} elements as ${to}`;
    },
    lower: () => undefined,
    macs: () => 0,
  };
}
