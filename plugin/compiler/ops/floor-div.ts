import { elementCount } from '../ir/graph';
import { broadcastConstants, broadcastShapes, checkBroadcast, checkOperands, operandArguments } from './broadcast';
import { checkSameDtype, checkSymmetric, firstProblem } from './checks';
import { INTEGER_RANGES } from './integer-ranges';
import type { Lowering, Node, Operator } from './operator';

/**
 * FLOOR_DIV with broadcasting. LiteRT, which alone has it on int8 and int16, divides the integers as they stand: scales that make this no
 * quotient are refused.
 */
export const floorDiv: Operator = {
  ...division(),
  check: (node) => {
    if (node.inputs[0]!.dtype === 'int32') return firstProblem(checkSameDtype(node, ['int32']), checkBroadcast(node));
    return checkOperands(node) ?? (node.outputs[0].dtype === 'float32' ? undefined : checkScales(node, 1));
  },
  lower: (node) => {
    const { dtype } = node.outputs[0];
    if (dtype === 'int32') return divide(node, 'divide_s32', { is_remainder: 0 });
    return divide(node, dtype === 'float32' ? 'floor_div_f32' : 'floor_div_integer', INTEGER_RANGES[dtype] ?? {});
  },
};

/** FLOOR_MOD: what FLOOR_DIV leaves, on int8 and int16 of the integers as they stand: of one scale, which is the remainder's. */
export const floorMod: Operator = {
  ...division(),
  check(node) {
    const { dtype } = node.inputs[0]!;
    if (['float32', 'int32'].includes(dtype)) return firstProblem(checkSameDtype(node, ['float32', 'int32']), checkBroadcast(node));
    return checkOperands(node) ?? checkScales(node, node.inputs[0]!.quantization!.scales[0]);
  },
  lower(node) {
    const { dtype } = node.outputs[0];
    if (dtype === 'int32') return divide(node, 'divide_s32', { is_remainder: 1 });
    return divide(node, dtype === 'float32' ? 'floor_mod_f32' : 'floor_mod_integer', {});
  },
};

function division(): Pick<Operator, 'options' | 'infer' | 'macs' | 'inPlace'> {
  return {
    options: {},
    infer: (node) => [broadcastShapes(node.inputs[0]!.shape, node.inputs[1]!.shape)!],
    macs: (node) => elementCount(node.outputs[0].shape),
    inPlace: [0, 1],
  };
}

function divide(node: Node, kernel: string, constants: Lowering['constants']): Lowering {
  return { kernel, constants: { ...broadcastConstants(node), ...constants }, args: [...operandArguments(node), { tensor: node.outputs[0] }] };
}

function checkScales({ inputs, outputs: [output] }: Node, scale: number): string | undefined {
  const [a, b] = inputs.map((tensor) => tensor!.quantization!.scales[0]);
  return firstProblem(
    checkSymmetric([inputs[0]!, inputs[1]!, output]),
    a !== b && `inputs of the scales ${a} and ${b}`,
    output.quantization!.scales[0] !== scale && `an output of the scale ${output.quantization!.scales[0]} instead of ${scale}`,
  );
}
