import { elementCount } from '../ir/graph';
import { broadcastConstants, broadcastShapes, checkBroadcast, operandArguments } from './broadcast';
import { checkSameDtype, firstProblem } from './checks';
import type { Operator } from './operator';

/** FLOOR_DIV with broadcasting, on float32: no interpreter divides quantised values. */
export const floorDiv: Operator = {
  options: {},
  infer: (node) => [broadcastShapes(node.inputs[0]!.shape, node.inputs[1]!.shape)!],
  check: (node) => firstProblem(checkSameDtype(node, ['float32']), checkBroadcast(node)),
  lower: (node) => ({
    kernel: 'floor_div_f32',
    constants: broadcastConstants(node),
    args: [...operandArguments(node), { tensor: node.outputs[0] }],
  }),
  macs: (node) => elementCount(node.outputs[0].shape),
  inPlace: [0, 1],
};
