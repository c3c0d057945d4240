import { elementCount } from '../ir/graph';
import { toFixedPoint } from '../ir/quantization';
import { broadcastConstants, broadcastShapes, checkBroadcast, operandArguments } from './broadcast';
import { checkPerTensor, checkSameDtype, firstProblem, LAYER_TYPES } from './checks';
import { INTEGER_RANGES } from './integer-ranges';
import type { Node, Operator } from './operator';

/** PRELU: alpha * x below 0, with an alpha of its own for each channel, or for each element. On int16 alpha is int8. */
export const prelu: Operator = {
  options: {},

  infer: (node) => [broadcastShapes(node.inputs[0]!.shape, node.inputs[1]!.shape)!],

  check: (node) =>
    firstProblem(checkSameDtype(node, LAYER_TYPES), checkAlpha(node)) ??
    firstProblem(
      checkPerTensor(node.inputs[0], 'input'),
      checkPerTensor(node.inputs[1], 'alpha'),
      checkPerTensor(node.outputs[0], 'output'),
    ),

  lower(node) {
    const isInteger = node.outputs[0].dtype !== 'float32';
    return {
      kernel: isInteger ? 'prelu_integer' : 'prelu_f32',
      constants: { ...broadcastConstants(node), ...(isInteger ? scales(node) : {}) },
      args: [...operandArguments(node), { tensor: node.outputs[0] }],
    };
  },

  macs: (node) => elementCount(node.outputs[0].shape),
  inPlace: [0],
};

/** Alpha is a weight: int8 beside int16. */
function checkAlpha(node: Node): string | undefined {
  const [input, alpha] = node.inputs;
  const isWide = input!.dtype === 'int16' && alpha?.dtype === 'int8';
  if (input!.dtype === 'int16' && alpha && !isWide) return `${alpha.dtype} alphas with int16 input`;
  return checkBroadcast(isWide ? { ...node, inputs: [input, { ...alpha, dtype: 'int16' }] } : node);
}

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
    ...INTEGER_RANGES[node.outputs[0].dtype]!,
  };
}
