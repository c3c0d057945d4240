import { describe, expect, test } from 'vitest';
import { toFixedPoint } from '../ir/quantization';
import { findAffineSum, type Range, type SumScales } from './affine-sum';
import { requantize } from './integer-arithmetic';

interface Scales {
  a: number;
  b: number;
  output: number;
  zeroPoints: [number, number, number];
  sign?: 1 | -1;
}

function describeSum({ a, b, output, zeroPoints, sign = 1 }: Scales): SumScales {
  const twice = 2 * Math.max(a, b);
  const [fixedA, fixedB, fixed] = [a / twice, b / twice, twice / (2 ** 20 * output)].map(toFixedPoint);
  return {
    zero_point_a: zeroPoints[0], zero_point_b: zeroPoints[1], output_zero_point: zeroPoints[2], left_shift: 20, sign_b: sign,
    multiplier_a: fixedA.multiplier, shift_a: fixedA.shift, multiplier_b: fixedB.multiplier, shift_b: fixedB.shift,
    multiplier: fixed.multiplier, shift: fixed.shift,
  };
}

/** The three roundings of add_s8.h, by big integers. */
function sumExactly(sum: SumScales, { activation_min, activation_max }: Range, a: number, b: number): number {
  const scaledA = requantize((a - sum.zero_point_a) * 2 ** sum.left_shift, { multiplier: sum.multiplier_a, shift: sum.shift_a });
  const scaledB = requantize((b - sum.zero_point_b) * 2 ** sum.left_shift, { multiplier: sum.multiplier_b, shift: sum.shift_b });
  const both = scaledA + sum.sign_b * scaledB;
  const output = requantize(both, sum) + sum.output_zero_point;
  return Math.min(activation_max, Math.max(activation_min, output));
}

const FULL: Range = { activation_min: -128, activation_max: 127 };
const CASES: [string, Scales, Range][] = [
  ['a residual connection behind RELU', { a: 0.0509, b: 0.1349, output: 0.1379, zeroPoints: [-128, 4, -128] }, FULL],
  ['two zero points in the middle', { a: 0.0231, b: 0.0197, output: 0.0333, zeroPoints: [7, -31, -4] }, FULL],
  ['a difference', { a: 0.0231, b: 0.0373, output: 0.0612, zeroPoints: [-11, 13, 5], sign: -1 }, FULL],
  ['halves that are rounded away from zero on both sides', { a: 0.5, b: 0.5, output: 1, zeroPoints: [0, 0, 0] }, FULL],
  ['RELU6', { a: 0.0471, b: 0.0239, output: 0.0235, zeroPoints: [-12, 9, -100] }, { activation_min: -100, activation_max: 127 }],
];

describe('findAffineSum', () => {
  test.each(CASES)('gives the bits of three roundings for %s', (_, scales, range) => {
    const sum = describeSum(scales);
    const affine = findAffineSum(sum, range)!;
    let wrong = 0;
    let furthest = 0;
    for (let a = -128; a < 128; a++) {
      for (let b = -128; b < 128; b += 3) {
        const total = a * affine.factor_a + b * affine.factor_b + affine.offset;
        furthest = Math.max(furthest, Math.abs(total));
        const output = Math.min(range.activation_max, Math.max(range.activation_min, Math.floor(total / 2 ** affine.shift)));
        if (output !== sumExactly(sum, range, a, b)) wrong++;
      }
    }
    expect(wrong).toBe(0);
    expect(furthest).toBeLessThan(2 ** 31);
    expect(affine.shift).toBeGreaterThan(16);
  });

  test('finds nothing where a sum would need more than int32', () => {
    expect(findAffineSum(describeSum({ a: 1, b: 1, output: 0.001, zeroPoints: [0, 0, 0] }), FULL)).toBeUndefined();
  });
});
