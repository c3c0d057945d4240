import { elementCount } from '../ir/graph';
import { broadcastConstants, broadcastShapes, checkOperands, operandArguments } from './broadcast';
import { checkSymmetric, firstProblem } from './checks';
import { INTEGER_RANGES } from './integer-ranges';
import type { Node, Operator } from './operator';

/** FLOOR_DIV with broadcasting. LiteRT, which alone has it on int8 and int16, divides the integers as they stand: scales that make this no quotient are refused. */
export const floorDiv: Operator = {
  options: {},
  infer: (node) => [broadcastShapes(node.inputs[0]!.shape, node.inputs[1]!.shape)!],
  check: (node) => checkOperands(node) ?? (node.outputs[0].dtype === 'float32' ? undefined : checkScales(node)),
  lower: (node) => ({
    kernel: node.outputs[0].dtype === 'float32' ? 'floor_div_f32' : 'floor_div_integer',
    constants: { ...broadcastConstants(node), ...INTEGER_RANGES[node.outputs[0].dtype] },
    args: [...operandArguments(node), { tensor: node.outputs[0] }],
  }),
  macs: (node) => elementCount(node.outputs[0].shape),
  inPlace: [0, 1],
};

function checkScales({ inputs, outputs: [output] }: Node): string | undefined {
  const [a, b] = inputs.map((tensor) => tensor!.quantization!.scales[0]);
  return firstProblem(
    checkSymmetric([inputs[0]!, inputs[1]!, output]),
    a !== b && `inputs of the scales ${a} and ${b}`,
    output.quantization!.scales[0] !== 1 && `an output of the scale ${output.quantization!.scales[0]} instead of 1`,
  );
}
