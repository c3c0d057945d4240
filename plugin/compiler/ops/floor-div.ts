import { elementCount } from '../ir/graph';
import { broadcastConstants, broadcastShapes, checkBroadcast, operandArguments } from './broadcast';
import { checkSameDtype, firstProblem } from './checks';
import type { Operator } from './operator';

/** FLOOR_DIV with broadcasting, on float32 and int32: no interpreter divides quantised values. */
export const floorDiv = division('floor_div_f32', 0);

/** FLOOR_MOD: what FLOOR_DIV leaves. */
export const floorMod = division('floor_mod_f32', 1);

function division(floatKernel: string, is_remainder: 0 | 1): Operator {
  return {
    options: {},
    infer: (node) => [broadcastShapes(node.inputs[0]!.shape, node.inputs[1]!.shape)!],
    check: (node) => firstProblem(checkSameDtype(node, ['float32', 'int32']), checkBroadcast(node)),
    lower: (node) => ({
      ...(node.inputs[0]!.dtype === 'int32'
        ? { kernel: 'divide_s32', constants: { ...broadcastConstants(node), is_remainder } }
        : { kernel: floatKernel, constants: broadcastConstants(node) }),
      args: [...operandArguments(node), { tensor: node.outputs[0] }],
    }),
    macs: (node) => elementCount(node.outputs[0].shape),
    inPlace: [0, 1],
  };
}
