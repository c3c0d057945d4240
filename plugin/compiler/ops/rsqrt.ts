import { toFixedPoint, type FixedPoint } from '../ir/quantization';
import { elementwise, unary } from './elementwise';
import { clampToInt8, inverseSquareRoot, requantize } from './integer-arithmetic';
import type { Node } from './operator';

/** Headroom of 1 / sqrt(integer) before it is brought to the output's scale. */
const LEFT_SHIFT = 20;

/** RSQRT: 1 / sqrt(x); of 0, and of what is below it, the largest value on integers. */
export const rsqrt = unary({
  compute: (node) => {
    const [input, output] = [node.inputs[0]!, node.outputs[0]].map((tensor) => tensor.quantization!);
    const factor = factorOf(node);
    return (value) => {
      const centred = value - input.zeroPoints[0];
      if (centred <= 0) return 127;
      const { multiplier, shift } = inverseSquareRoot(centred);
      const raised = requantize(1, { multiplier, shift: shift + LEFT_SHIFT });
      return clampToInt8(requantize(raised, { ...factor, shift: factor.shift - LEFT_SHIFT }) + output.zeroPoints[0]);
    };
  },
  lowerWide: (node) => elementwise(node, 'rsqrt_s16', { ...factorOf(node) }),
  lowerFloat: (node) => elementwise(node, 'rsqrt_f32', {}),
});

/** From 1 / sqrt(integer) to the output's steps. */
function factorOf({ inputs: [input], outputs: [output] }: Node): FixedPoint {
  const [from, to] = [input!, output].map((tensor) => tensor.quantization!.scales[0]);
  return toFixedPoint(1 / Math.fround(Math.fround(Math.sqrt(from)) * to));
}
