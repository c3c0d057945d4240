import { elementCount } from '../ir/graph';
import { constantIntegers } from './constants';
import type { Node, Operator } from './operator';

/** RESHAPE, SQUEEZE, EXPAND_DIMS: the same bytes under another shape. A RESHAPE may leave one size to the number of elements, as -1. */
export const reshape: Operator = {
  options: {},
  infer: (node) => [namedShape(node) ?? node.outputs[0].shape],
  fold: (node) => constantIntegers(node.inputs[0]),
  check: (node) => checkSameBytes(node),
  lower: () => undefined,
  macs: () => 0,
};

function checkSameBytes(node: Node): string | undefined {
  const [input] = node.inputs;
  const [output] = node.outputs;
  if (node.op.name === 'RESHAPE' && node.inputs[1] && !constantIntegers(node.inputs[1])) return 'a shape that is computed at run time';
  if (!input || input.dtype !== output.dtype) return `input ${input?.dtype ?? 'none'} with output ${output.dtype}`;
  const [from, to] = [elementCount(input.shape), elementCount(namedShape(node) ?? output.shape)];
  return from === to ? undefined : `${from} elements as ${to}`;
}

function namedShape({ op, inputs: [input, shape] }: Node): number[] | undefined {
  const sizes = op.name === 'RESHAPE' ? constantIntegers(shape) : undefined;
  const known = elementCount(sizes?.filter((size) => size >= 0) ?? []);
  return sizes?.map((size) => (size < 0 ? Math.floor(elementCount(input!.shape) / known) : size));
}
