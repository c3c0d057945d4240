import { elementCount } from '../ir/graph';
import { broadcastConstants, broadcastShapes, checkBroadcast, operandArguments } from './broadcast';
import { firstProblem } from './checks';
import type { Operator } from './operator';

/** EQUAL. */
export const equal = comparison(0);
/** NOT_EQUAL. */
export const notEqual = comparison(1);
/** LESS. */
export const less = comparison(2);
/** LESS_EQUAL. */
export const lessEqual = comparison(3);
/** GREATER. */
export const greater = comparison(4);
/** GREATER_EQUAL. */
export const greaterEqual = comparison(5);

/** Whether two float32 or int32 are in a relation, with broadcasting. `relation`: its number in compare.h. */
function comparison(relation: number): Operator {
  return {
    options: {},
    infer: (node) => [broadcastShapes(node.inputs[0]!.shape, node.inputs[1]!.shape)!],
    check: (node) =>
      firstProblem(
        !['float32', 'int32'].includes(node.inputs[0]!.dtype) && `input of type ${node.inputs[0]!.dtype}; kernels exist for float32, int32`,
        node.outputs[0].dtype !== 'bool' && `an output of type ${node.outputs[0].dtype} instead of bool`,
        checkBroadcast(node),
      ),
    lower: (node) => ({
      kernel: 'compare',
      constants: { relation, ...broadcastConstants(node) },
      args: [...operandArguments(node), { tensor: node.outputs[0] }],
    }),
    macs: (node) => elementCount(node.outputs[0].shape),
  };
}
