import { elementCount } from '../ir/graph';
import { toFixedPoint } from '../ir/quantization';
import { ACTIVATION_NAMES, checkActivation, floatRange, quantizedRange } from './activation';
import { broadcastConstants, broadcastShapes, checkOperands, operandArguments } from './broadcast';
import { dtypeSuffix, type Node, type Operator } from './operator';
import { checkWholeNumbers, isOnWholeNumbers, lowerWholeNumbers } from './whole-numbers';

/** MUL with broadcasting. */
export const mul: Operator = {
  options: { activation: { slot: 0, type: 'int8' } },

  infer: (node) => [broadcastShapes(node.inputs[0]!.shape, node.inputs[1]!.shape)!],

  check(node) {
    if (isOnWholeNumbers(node)) return checkWholeNumbers(node);
    return checkOperands(node) ?? checkActivation(node.options.activation as number);
  },

  lower(node) {
    if (isOnWholeNumbers(node)) return lowerWholeNumbers(node, 'mul');
    const { dtype } = node.outputs[0];
    const isInteger = dtype !== 'float32';
    const activation = node.options.activation as number;
    return {
      kernel: `mul_${dtypeSuffix(dtype)}`,
      note: activation ? ACTIVATION_NAMES[activation] : undefined,
      constants: {
        ...broadcastConstants(node),
        ...(isInteger ? { ...scales(node), ...quantizedRange(activation, node.outputs[0]) } : floatRange(activation)),
      },
      args: [...operandArguments(node), { tensor: node.outputs[0] }],
    };
  },

  macs: (node) => elementCount(node.outputs[0].shape),
  inPlace: [0, 1],
};

function scales(node: Node): Record<string, number> {
  const [a, b, output] = [node.inputs[0]!, node.inputs[1]!, node.outputs[0]].map((tensor) => tensor.quantization!);
  return {
    zero_point_a: a.zeroPoints[0],
    zero_point_b: b.zeroPoints[0],
    output_zero_point: output.zeroPoints[0],
    ...toFixedPoint((a.scales[0] * b.scales[0]) / output.scales[0]),
  };
}
