import { broadcastConstants, broadcastShapes, checkBroadcast, operandArguments } from './broadcast';
import { checkSameDtype, checkSameScale, firstProblem, LAYER_TYPES } from './checks';
import type { Operator } from './operator';

/** MAXIMUM, with broadcasting. */
export const maximum = extremum(1);
/** MINIMUM, with broadcasting. */
export const minimum = extremum(0);

/** MAXIMUM and MINIMUM with broadcasting. */
function extremum(is_maximum: 0 | 1): Operator {
  return {
    options: {},
    infer: (node) => [broadcastShapes(node.inputs[0]!.shape, node.inputs[1]!.shape)!],
    check: (node) => firstProblem(checkSameDtype(node, [...LAYER_TYPES, 'int32']), checkBroadcast(node)) ?? checkSameScale(node),
    lower: (node) => ({
      kernel: 'extremum',
      constants: { ...broadcastConstants(node), is_maximum },
      args: [...operandArguments(node), { tensor: node.outputs[0] }],
    }),
    macs: () => 0,
    inPlace: [0, 1],
  };
}
