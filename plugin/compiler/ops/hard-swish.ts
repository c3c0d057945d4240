import { toFixedPoint, type FixedPoint } from '../ir/quantization';
import { elementwise, unary } from './elementwise';
import { clampToInt8, divideByPowerOfTwo } from './integer-arithmetic';
import type { Node } from './operator';

const f = Math.fround;

/** Left shift that fills an int16 with the distance of two int8. */
const HEADROOM = 7;

/** HARD_SWISH: x * relu6(x + 3) / 6, on int8 in the 16-bit fixed point of TFLite. */
export const hardSwish = unary({
  checkInteger: (node) => (factors(node).output.shift > 0 ? 'an output scale below a 128th of the input scale' : undefined),
  compute(node) {
    const [inputZeroPoint, outputZeroPoint] = [node.inputs[0]!, node.outputs[0]].map((tensor) => tensor.quantization!.zeroPoints[0]);
    const { output, gate } = factors(node);
    return (value) => {
      const raised = (value - inputZeroPoint) * 2 ** HEADROOM;
      const product = Math.trunc((openGate(raised, gate) * multiplyHigh16(raised, output.multiplier)) / 2 ** 15);
      return clampToInt8(divideByPowerOfTwo(product, -output.shift) + outputZeroPoint);
    };
  },
  lowerFloat: (node) => elementwise(node, 'hard_swish_f32', {}),
});

/** Of the product to the output's steps, and of the input to a gate whose 2^15 stand for 3; both ratios in float32. */
function factors(node: Node): { output: FixedPoint; gate: FixedPoint } {
  const [input, output] = [node.inputs[0]!, node.outputs[0]].map((tensor) => tensor.quantization!.scales[0]);
  const raised = f(input / 2 ** HEADROOM);
  const [toOutput, toGate] = [f(raised / output), f(raised / f(3 / 32768))].map(toFixedPoint);
  return { output: narrow(toOutput), gate: narrow(toGate) };
}

/** relu6(x + 3) / 6 in Q0.15. A shift to the left saturates, and its last bit comes after the multiplication. */
function openGate(raised: number, { multiplier, shift }: FixedPoint): number {
  const before = shift > 0 ? clampToInt16(raised * 2 ** (shift - 1)) : raised;
  const multiplied = multiplyHigh16(before, multiplier);
  const scaled = shift > 0 ? clampToInt16(multiplied * 2) : divideByPowerOfTwo(multiplied, -shift);
  return Math.floor((scaled + 2 ** 15) / 2);
}

/** The multiplier in 16 bits. */
function narrow({ multiplier, shift }: FixedPoint): FixedPoint {
  return { multiplier: Math.min(2 ** 15 - 1, Math.floor((multiplier + 2 ** 15) / 2 ** 16)), shift };
}

/** a * b / 2^15, rounded half up. */
function multiplyHigh16(a: number, b: number): number {
  return Math.floor((a * b + 2 ** 14) / 2 ** 15);
}

function clampToInt16(x: number): number {
  return Math.min(2 ** 15 - 1, Math.max(-(2 ** 15), x));
}
