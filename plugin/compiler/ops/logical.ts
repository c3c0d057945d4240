import { elementCount } from '../ir/graph';
import { broadcastConstants, broadcastShapes, checkBroadcast, operandArguments } from './broadcast';
import { firstProblem } from './checks';
import { elementwise } from './elementwise';
import type { Node, Operator } from './operator';
import { checkReduced, describeReduced, inferReduced, REDUCE_OPTIONS, reducedConstants } from './reduce';

/** LOGICAL_AND, with broadcasting. */
export const logicalAnd = logical(0);
/** LOGICAL_OR, with broadcasting. */
export const logicalOr = logical(1);

/** LOGICAL_NOT. */
export const logicalNot: Operator = {
  options: {},
  infer: (node) => [node.inputs[0]!.shape],
  check: checkBooleans,
  lower: (node) => elementwise(node, 'logical_not', {}),
  macs: () => 0,
  inPlace: [0],
};

/** REDUCE_ANY over any axes of a tensor. */
export const reduceAny = reduceLogical(1);
/** REDUCE_ALL. */
export const reduceAll = reduceLogical(0);

function logical(is_or: 0 | 1): Operator {
  return {
    options: {},
    infer: (node) => [broadcastShapes(node.inputs[0]!.shape, node.inputs[1]!.shape)!],
    check: (node) => firstProblem(checkBooleans(node), checkBroadcast(node)),
    lower: (node) => ({
      kernel: 'logical',
      constants: { ...broadcastConstants(node), is_or },
      args: [...operandArguments(node), { tensor: node.outputs[0] }],
    }),
    macs: (node) => elementCount(node.outputs[0].shape),
    inPlace: [0, 1],
  };
}

function reduceLogical(is_any: 0 | 1): Operator {
  return {
    options: REDUCE_OPTIONS,
    infer: inferReduced,
    check: (node) => firstProblem(checkBooleans(node), checkReduced(node)),
    lower: (node) => ({
      kernel: 'reduce_logical',
      note: describeReduced(node),
      constants: { ...reducedConstants(node), is_any },
      args: [{ tensor: node.inputs[0]! }, { tensor: node.outputs[0] }],
    }),
    macs: () => 0,
  };
}

function checkBooleans({ inputs: [input], outputs: [output] }: Node): string | undefined {
  return firstProblem((input!.dtype !== 'bool' || output.dtype !== 'bool') && `${input!.dtype} to ${output.dtype} instead of bool`);
}
