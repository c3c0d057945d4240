import { elementCount, type Dtype } from '../ir/graph';
import { toFixedPoint } from '../ir/quantization';
import { broadcastConstants, broadcastShapes, checkOperands, operandArguments } from './broadcast';
import { INTEGER_RANGES } from './integer-ranges';
import type { Node, Operator } from './operator';
import { checkWholeNumbers, isOnWholeNumbers, lowerWholeNumbers } from './whole-numbers';

/** Headroom that both operands get: the largest difference, squared, still fits an int32. */
const LEFT_SHIFTS: Partial<Record<Dtype, number>> = { int8: 7, int16: 0 };

/** SQUARED_DIFFERENCE with broadcasting. */
export const squaredDifference: Operator = {
  options: {},

  infer: (node) => [broadcastShapes(node.inputs[0]!.shape, node.inputs[1]!.shape)!],

  check: (node) => (isOnWholeNumbers(node) ? checkWholeNumbers(node) : checkOperands(node)),

  lower(node) {
    if (isOnWholeNumbers(node)) return lowerWholeNumbers(node, 'squared_difference');
    const isInteger = node.outputs[0].dtype !== 'float32';
    return {
      kernel: isInteger ? 'squared_difference_integer' : 'squared_difference_f32',
      constants: { ...broadcastConstants(node), ...(isInteger ? { ...scales(node), ...INTEGER_RANGES[node.outputs[0].dtype] } : {}) },
      args: [...operandArguments(node), { tensor: node.outputs[0] }],
    };
  },

  macs: (node) => elementCount(node.outputs[0].shape),
  inPlace: [0, 1],
};

function scales(node: Node): Record<string, number> {
  const [a, b, output] = [node.inputs[0]!, node.inputs[1]!, node.outputs[0]].map((tensor) => tensor.quantization!);
  const left_shift = LEFT_SHIFTS[node.outputs[0].dtype]!;
  const twiceLargest = 2 * Math.max(a.scales[0], b.scales[0]);
  const [fixedA, fixedB, fixedOut] = [
    a.scales[0] / twiceLargest, b.scales[0] / twiceLargest, twiceLargest ** 2 / (2 ** (2 * left_shift) * output.scales[0]),
  ].map(toFixedPoint);
  return {
    zero_point_a: a.zeroPoints[0],
    zero_point_b: b.zeroPoints[0],
    output_zero_point: output.zeroPoints[0],
    left_shift,
    multiplier_a: fixedA.multiplier,
    shift_a: fixedA.shift,
    multiplier_b: fixedB.multiplier,
    shift_b: fixedB.shift,
    multiplier: fixedOut.multiplier,
    shift: fixedOut.shift,
  };
}
