import { elementCount } from '../ir/graph';
import { toFixedPoint } from '../ir/quantization';
import { broadcastConstants, broadcastShapes, checkBroadcast, operandArguments } from './broadcast';
import { checkPerTensor, checkSameDtype, firstProblem } from './checks';
import type { Node, Operator } from './operator';

/** PRELU: alpha * x below 0, with an alpha of its own for each channel, or for each element. */
export const prelu: Operator = {
  options: {},

  infer: (node) => [broadcastShapes(node.inputs[0]!.shape, node.inputs[1]!.shape)!],

  check: (node) =>
    firstProblem(checkSameDtype(node), checkBroadcast(node)) ??
    firstProblem(
      checkPerTensor(node.inputs[0], 'input'),
      checkPerTensor(node.inputs[1], 'alpha'),
      checkPerTensor(node.outputs[0], 'output'),
    ),

  lower(node) {
    const isInteger = node.outputs[0].dtype === 'int8';
    return {
      kernel: isInteger ? 'prelu_s8' : 'prelu_f32',
      constants: { ...broadcastConstants(node), ...(isInteger ? scales(node) : {}) },
      args: [...operandArguments(node), { tensor: node.outputs[0] }],
    };
  },

  macs: (node) => elementCount(node.outputs[0].shape),
  inPlace: [0],
};

function scales(node: Node): Record<string, number> {
  const [input, alpha, output] = [node.inputs[0]!, node.inputs[1]!, node.outputs[0]].map((tensor) => tensor.quantization!);
  const above = toFixedPoint(input.scales[0] / output.scales[0]);
  const below = toFixedPoint((input.scales[0] * alpha.scales[0]) / output.scales[0]);
  return {
    zero_point_a: input.zeroPoints[0],
    zero_point_b: alpha.zeroPoints[0],
    output_zero_point: output.zeroPoints[0],
    multiplier_above: above.multiplier,
    shift_above: above.shift,
    multiplier_below: below.multiplier,
    shift_below: below.shift,
  };
}
