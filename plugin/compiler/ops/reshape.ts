import { elementCount } from '../ir/graph';
import type { Node, Operator } from './operator';

/** RESHAPE, SQUEEZE, EXPAND_DIMS: the same bytes under another shape. */
export const reshape: Operator = {
  options: {},
  infer: (node) => [node.outputs[0].shape],
  check: (node) => checkSameBytes(node),
  lower: () => undefined,
  macs: () => 0,
};

function checkSameBytes(node: Node): string | undefined {
  const [input] = node.inputs;
  const [output] = node.outputs;
  if (!input || input.dtype !== output.dtype) return `input ${input?.dtype ?? 'none'} with output ${output.dtype}`;
  const [from, to] = [elementCount(input.shape), elementCount(output.shape)];
  return from === to ? undefined : `${from} elements as ${to}`;
}
