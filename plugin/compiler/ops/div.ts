import { elementCount } from '../ir/graph';
import { toFixedPoint } from '../ir/quantization';
import { ACTIVATION_NAMES, checkActivation, floatRange, quantizedRange } from './activation';
import { broadcastConstants, broadcastShapes, checkOperands, operandArguments } from './broadcast';
import type { Node, Operator } from './operator';
import { checkWholeNumbers, isOnWholeNumbers } from './whole-numbers';

/** DIV with broadcasting. What int8 divides by 0 saturates, and on int32 it is 0; TFLite leaves it open. */
export const div: Operator = {
  options: { activation: { slot: 0, type: 'int8' } },

  infer: (node) => [broadcastShapes(node.inputs[0]!.shape, node.inputs[1]!.shape)!],

  check(node) {
    if (isOnWholeNumbers(node)) return checkWholeNumbers(node);
    return checkOperands(node) ?? checkActivation(node.options.activation as number);
  },

  lower(node) {
    const args = [...operandArguments(node), { tensor: node.outputs[0] }];
    if (isOnWholeNumbers(node)) return { kernel: 'div_s32', constants: broadcastConstants(node), args };
    const isInteger = node.outputs[0].dtype !== 'float32';
    const activation = node.options.activation as number;
    return {
      kernel: isInteger ? 'div_integer' : 'div_f32',
      note: activation ? ACTIVATION_NAMES[activation] : undefined,
      constants: {
        ...broadcastConstants(node),
        ...(isInteger ? { ...scales(node), ...quantizedRange(activation, node.outputs[0]) } : floatRange(activation)),
      },
      args,
    };
  },

  macs: (node) => elementCount(node.outputs[0].shape),
  inPlace: [0, 1],
};

/** TFLite takes the quotient of the scales in float32. */
function scales(node: Node): Record<string, number> {
  const [a, b, output] = [node.inputs[0]!, node.inputs[1]!, node.outputs[0]].map((tensor) => tensor.quantization!);
  return {
    zero_point_a: a.zeroPoints[0],
    zero_point_b: b.zeroPoints[0],
    output_zero_point: output.zeroPoints[0],
    ...toFixedPoint(Math.fround(a.scales[0] / Math.fround(b.scales[0] * output.scales[0]))),
  };
}
