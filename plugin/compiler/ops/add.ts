import { elementCount, type Dtype, type Tensor } from '../ir/graph';
import { toFixedPoint } from '../ir/quantization';
import { ACTIVATION_NAMES, checkActivation, floatRange, quantizedRange } from './activation';
import { findAffineSum, type AffineSum, type Range, type SumScales } from './affine-sum';
import { broadcastConstants, broadcastShapes, checkOperands, operandArguments } from './broadcast';
import { dtypeSuffix, type Lowering, type Node, type Operator } from './operator';
import { checkWholeNumbers, isOnWholeNumbers, lowerWholeNumbers } from './whole-numbers';

/** Headroom that both operands get before they are brought to one scale. */
const LEFT_SHIFTS: Partial<Record<Dtype, number>> = { int8: 20, int16: 15 };

/** ADD, with broadcasting. */
export const add = sumOrDifference('add', 1);
/** SUB, with broadcasting. */
export const sub = sumOrDifference('sub', -1);

/** ADD and SUB with broadcasting. */
function sumOrDifference(kernel: 'add' | 'sub', sign: number): Operator {
  return {
    options: { activation: { slot: 0, type: 'int8' } },

    infer: (node) => [broadcastShapes(node.inputs[0]!.shape, node.inputs[1]!.shape)!],

    check(node) {
      if (isOnWholeNumbers(node)) return checkWholeNumbers(node);
      return checkOperands(node) ?? checkActivation(node.options.activation as number);
    },

    lower(node) {
      if (isOnWholeNumbers(node)) return lowerWholeNumbers(node, kernel);
      const { dtype } = node.outputs[0];
      const affine = dtype === 'int8' ? lowerAffine(node, sign) : undefined;
      if (affine) return affine;
      const isInteger = dtype !== 'float32';
      const activation = node.options.activation as number;
      return {
        kernel: isInteger ? `add_${dtypeSuffix(dtype)}` : `${kernel}_f32`,
        note: activation ? ACTIVATION_NAMES[activation] : undefined,
        constants: {
          ...broadcastConstants(node),
          ...(isInteger ? { ...scales(node, sign), ...quantizedRange(activation, node.outputs[0]) } : floatRange(activation)),
        },
        args: [...operandArguments(node), { tensor: node.outputs[0] }],
      };
    },

    macs: (node) => elementCount(node.outputs[0].shape),
    inPlace: [0, 1],
  };
}

/** By two products an output, where there are factors that give the same bits and nothing is broadcast. */
function lowerAffine(node: Node, sign: number): Lowering | undefined {
  const activation = node.options.activation as number;
  const constants = affineSum(node, sign);
  return constants && {
    kernel: 'add_affine_s8',
    note: activation ? ACTIVATION_NAMES[activation] : undefined,
    constants: { ...constants },
    args: [...operandArguments(node), { tensor: node.outputs[0] }],
  };
}

/**
 * What add_affine_s8 is told of an int8 ADD (`sign` 1) or SUB (-1); undefined where no factors give the same bits, or something is
 * broadcast.
 */
export function affineSum(node: Node, sign: number): (AffineSum & Range & { elements: number }) | undefined {
  const elements = elementCount(node.outputs[0].shape);
  if (node.inputs.some((input) => elementCount(input!.shape) !== elements)) return undefined;
  const range = quantizedRange(node.options.activation as number, node.outputs[0]);
  const sum = findAffineSum(scales(node, sign), range);
  return sum && { elements, ...sum, ...range };
}

/**
 * Both operands are multiplied to twice the larger scale, summed, and multiplied to the output's. TFLite divides SUB's scales in
 * float32, on int16 not.
 */
function scales(node: Node, sign: number): SumScales {
  const [a, b] = node.inputs as Tensor[];
  const [scaleA, scaleB, scaleOut] = [a, b, node.outputs[0]].map((tensor) => tensor.quantization!.scales[0]);
  const left_shift = LEFT_SHIFTS[a.dtype]!;
  const twiceLargest = 2 * Math.max(scaleA, scaleB);
  const ratios = [scaleA / twiceLargest, scaleB / twiceLargest, twiceLargest / (2 ** left_shift * scaleOut)];
  const isRounded = sign < 0 && a.dtype !== 'int16';
  const [fixedA, fixedB, fixedOut] = ratios.map((ratio) => toFixedPoint(isRounded ? Math.fround(ratio) : ratio));
  return {
    zero_point_a: a.quantization!.zeroPoints[0],
    zero_point_b: b.quantization!.zeroPoints[0],
    output_zero_point: node.outputs[0].quantization!.zeroPoints[0],
    left_shift,
    multiplier_a: fixedA.multiplier,
    shift_a: fixedA.shift,
    multiplier_b: fixedB.multiplier,
    shift_b: fixedB.shift,
    multiplier: fixedOut.multiplier,
    shift: fixedOut.shift,
    sign_b: sign,
  };
}
