import type { Tensor } from '../ir/graph';
import { toFixedPoint, type FixedPoint } from '../ir/quantization';
import { floatRange, quantizeReal } from './activation';
import { firstProblem } from './checks';
import { elementwise, unary } from './elementwise';
import { clampToInt8, divideByPowerOfTwo, logisticOf, requantize, tanhOf } from './integer-arithmetic';
import type { Lowering, Node } from './operator';
import { sigmoidTable } from './sigmoid-table';

/** Of the argument of the 16-bit sigmoid and tanh table. */
const STEPS_OF_ONE = 3 * 2 ** 12;

/** Integer bits of the fixed-point argument of logistic and tanh. */
const ARGUMENT_BITS = 4;

/** LOGISTIC: 1 / (1 + exp(-x)). */
export const logistic = unary({
  compute: (node) => {
    const scaled = toArgument(node.inputs[0]!);
    return (value) => scaled(value, (argument) => divideByPowerOfTwo(logisticOf(argument, ARGUMENT_BITS), 23) - 128);
  },
  checkInteger: checkWide,
  lowerWide: (node) => lowerByTable(node, 'logistic_s16', [0]),
  lowerFloat: (node) => elementwise(node, 'logistic_f32', {}),
  outputZeroPoint: -128,
});

/** TANH. */
export const tanh = unary({
  compute: (node) => {
    const scaled = toArgument(node.inputs[0]!);
    return (value) => scaled(value, (argument) => divideByPowerOfTwo(tanhOf(argument, ARGUMENT_BITS), 24));
  },
  checkInteger: checkWide,
  lowerWide: (node) => lowerByTable(node, 'tanh_table_s16', [0, 1]),
  lowerFloat: (node) => elementwise(node, 'tanh_f32', {}),
  outputZeroPoint: 0,
});

/** RELU: also brings the input's scale to the output's, whose ratio TFLite computes in float32. */
export const relu = unary({
  compute: (node) => {
    const rescale = rescaleValues(node);
    const low = Math.max(-128, node.outputs[0].quantization!.zeroPoints[0]);
    return (value) => Math.max(low, rescale(value));
  },
  lowerWide: (node) => rescaleAndClamp(node, Math.fround(ratioOf(node)), 32767),
  lowerFloat: (node) => elementwise(node, 'clamp_f32', floatRange(1)),
});

/** RELU6: a clamp in the input's integers; TFLite Micro does not rescale here, LiteRT does, which alone has it on uint8. */
export const relu6 = unary({
  compute: (node) => {
    const rescale = node.op.wasUnsigned ? rescaleValues(node) : (value: number) => value;
    const [low, high] = [0, 6].map((real) => clampToInt8(quantizeReal(real, node.op.wasUnsigned ? node.outputs[0] : node.inputs[0]!)));
    return (value) => Math.min(high, Math.max(low, rescale(value)));
  },
  lowerWide: (node) => rescaleAndClamp(node, 1, Math.min(32767, quantizeReal(6, node.inputs[0]!))),
  lowerFloat: (node) => elementwise(node, 'clamp_f32', floatRange(3)),
});

/** LEAKY_RELU: alpha * x below 0; both branches have a multiplier of their own. */
export const leakyRelu = unary({
  options: { alpha: { slot: 0, type: 'float32' } },
  compute: (node) => {
    const [input, output] = [node.inputs[0]!, node.outputs[0]].map((tensor) => tensor.quantization!);
    const ratio = input.scales[0] / output.scales[0];
    const [above, below] = [toFixedPoint(ratio), toFixedPoint((input.scales[0] * (node.options.alpha as number)) / output.scales[0])];
    return (value) => {
      const centred = value - input.zeroPoints[0];
      return clampToInt8(requantize(centred, centred >= 0 ? above : below) + output.zeroPoints[0]);
    };
  },
  lowerWide: (node) => lowerSlopes(node, 1, ratioOf(node), ratioOf(node, node.options.alpha as number)),
  lowerFloat: (node) => elementwise(node, 'leaky_relu_f32', { alpha: { float32: node.options.alpha as number } }),
});

/** ABS: of the distance to the input's zero point, brought to the output's scale. */
export const abs = unary({
  compute: (node) => {
    const [input, output] = [node.inputs[0]!, node.outputs[0]].map((tensor) => tensor.quantization!);
    const factor = toFixedPoint(input.scales[0] / output.scales[0]);
    return (value) => clampToInt8(requantize(Math.abs(value - input.zeroPoints[0]), factor) + output.zeroPoints[0]);
  },
  lowerWide: (node) => lowerSlopes(node, -1, ratioOf(node), ratioOf(node)),
  lowerWhole: (node) => elementwise(node, 'abs_s32', {}),
  lowerFloat: (node) => elementwise(node, 'abs_f32', {}),
});

/** From the input's steps to the output's, whose ratio is taken in float32. */
export function rescaleValues({ inputs: [input], outputs: [output] }: Node): (value: number) => number {
  const [from, to] = [input!, output].map((tensor) => tensor.quantization!);
  const factor = toFixedPoint(Math.fround(from.scales[0] / to.scales[0]));
  return (value) => clampToInt8(requantize(value - from.zeroPoints[0], factor) + to.zeroPoints[0]);
}

/** int8 -> fixed-point argument with saturation: beyond the argument's range the result is the last int8. */
function toArgument(input: Tensor): (value: number, compute: (argument: number) => number) => number {
  const { scales, zeroPoints } = input.quantization!;
  const factor: FixedPoint = toFixedPoint(scales[0] * 2 ** (31 - ARGUMENT_BITS));
  const radius = Math.floor(((2 ** ARGUMENT_BITS - 1) * 2 ** (31 - ARGUMENT_BITS)) / 2 ** factor.shift);
  return (value, compute) => {
    const centred = value - zeroPoints[0];
    if (centred <= -radius) return -128;
    if (centred >= radius) return 127;
    return clampToInt8(compute(requantize(centred, factor)));
  };
}

function checkWide({ inputs: [input], outputs: [output] }: Node): string | undefined {
  if (output.dtype !== 'int16') return undefined;
  return firstProblem(
    output.quantization!.scales[0] !== 2 ** -15 && 'an int16 output other than scale 2^-15',
    input!.quantization!.scales[0] * STEPS_OF_ONE > 32767 && `an int16 input of scale ${input!.quantization!.scales[0]}`,
  );
}

/** On int16. `powers`: of inputs in steps of 2^(n - 12) for these n the argument is exact, others take a multiplier of 15 bits. */
function lowerByTable(node: Node, kernel: string, powers: readonly number[]): Lowering {
  const { scales: [scale] } = node.inputs[0]!.quantization!;
  const power = powers.find((n) => scale === 2 ** (n - 12));
  let [multiplier, right_shift] = [power === undefined ? scale * STEPS_OF_ONE : 3 * 2 ** power, 0];
  for (; power === undefined && multiplier <= 32767 / 2 && right_shift <= 30; right_shift++) multiplier *= 2;
  const { args: [input, output], ...lowering } = elementwise(node, kernel, { multiplier: Math.trunc(multiplier), right_shift });
  return { ...lowering, args: [input, { table: sigmoidTable() }, output] };
}

/** Times `slope`, which comes before the division. */
function ratioOf({ inputs: [input], outputs: [output] }: Node, slope = 1): number {
  return (input!.quantization!.scales[0] * slope) / output.quantization!.scales[0];
}

/** On int16: factors above and below 0, where `sign_below` turns the value first. */
function lowerSlopes(node: Node, sign_below: number, above: number, below: number): Lowering {
  const [up, down] = [above, below].map(toFixedPoint);
  const constants = { multiplier_above: up.multiplier, shift_above: up.shift, multiplier_below: down.multiplier, shift_below: down.shift };
  return elementwise(node, 'slopes_s16', { sign_below, ...constants });
}

/** On int16: nothing below 0. */
function rescaleAndClamp(node: Node, ratio: number, high: number): Lowering {
  return elementwise(node, 'requantize_values', { input_zero_point: 0, output_zero_point: 0, ...toFixedPoint(ratio), low: 0, high });
}
