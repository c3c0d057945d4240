import { elementCount } from '../ir/graph';
import type { Lowering, Node } from './operator';

/** An int8 operator of one input as a table: `compute` is its answer for each of the 256 inputs. */
export function lookup(node: Node, compute: (value: number) => number): Lowering {
  const values = Int8Array.from({ length: 256 }, (_, index) => compute(index - 128));
  return {
    kernel: 'lookup_s8',
    constants: { elements: elementCount(node.outputs[0].shape) },
    args: [{ tensor: node.inputs[0]! }, { table: { name: 'table', type: 'int8_t', values } }, { tensor: node.outputs[0] }],
  };
}
