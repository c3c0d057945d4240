import { requantize } from './integer-arithmetic';

/** How TFLite sums two int8 operands: sdk-cpp/nn/add_s8.h. */
export interface SumScales {
  zero_point_a: number;
  zero_point_b: number;
  output_zero_point: number;
  left_shift: number;
  multiplier_a: number;
  shift_a: number;
  multiplier_b: number;
  shift_b: number;
  multiplier: number;
  shift: number;
  /** 1 for a sum, -1 for a difference. */
  sign_b: number;
}

/** What an output is kept within. */
export interface Range {
  activation_min: number;
  activation_max: number;
}

/** `(a * factor_a + b * factor_b + offset) >> shift`, kept within a range: add_affine_s8.h. */
export interface AffineSum {
  factor_a: number;
  factor_b: number;
  offset: number;
  shift: number;
}

/** Values of an int8, in order. */
const VALUES = Array.from({ length: 256 }, (_, index) => index - 128);
/** Shifts that vectors of 128 bits do in two steps which narrow: 16 bits and 1 to 8 more. */
const SHIFTS = { least: 17, most: 24 };
/** By how much factors are tried that are not the nearest ones, these first. */
const TRIES = listTries(4);

/**
 * Factors whose sum gives what three multiplications with two roundings each give, for every pair of operands; undefined where there are none
 * near the exact ratios, or where a sum would leave int32.
 *
 * An output of q asks that the sum lies within `[q, q + 1) * 2^shift`, one at the end of its range asks for one side only. For given factors
 * each of the 65536 pairs thus bounds the offset from below and above, and what lies between all bounds is exact.
 */
export function findAffineSum(scales: SumScales, range: Range): AffineSum | undefined {
  if (scales.shift > 0) return undefined;
  const outputs = tabulateSums(scales, range);
  const last = (scales.multiplier / 2 ** 31) * 2 ** (scales.left_shift + scales.shift);
  const ratioA = (scales.multiplier_a / 2 ** 31) * 2 ** scales.shift_a * last;
  const ratioB = scales.sign_b * (scales.multiplier_b / 2 ** 31) * 2 ** scales.shift_b * last;
  let fitting = 0;
  // two shifts: the larger one may leave factors no room, with less than that nothing is gained
  for (let shift = SHIFTS.most; shift >= SHIFTS.least && fitting < 2; shift--) {
    const [nearestA, nearestB] = [ratioA, ratioB].map((ratio) => Math.round(ratio * 2 ** shift));
    const middle = (scales.output_zero_point + 0.5 - ratioA * scales.zero_point_a - ratioB * scales.zero_point_b) * 2 ** shift;
    if (!fitsInt32(nearestA, nearestB, middle)) continue;
    fitting++;
    for (const [stepA, stepB] of TRIES) {
      const [factor_a, factor_b] = [nearestA + stepA, nearestB + stepB];
      const offset = findOffset(outputs, factor_a, factor_b, 2 ** shift, range);
      if (offset !== undefined && fitsInt32(factor_a, factor_b, offset)) return { factor_a, factor_b, offset, shift };
    }
  }
  return undefined;
}

/** All steps of two factors by at most `most`, by their distance. */
function listTries(most: number): [number, number][] {
  const steps = Array.from({ length: 2 * most + 1 }, (_, index) => index - most);
  const distance = ([a, b]: [number, number]): number => a * a + b * b;
  return steps.flatMap((a) => steps.map((b): [number, number] => [a, b])).sort((one, other) => distance(one) - distance(other));
}

/** What vectors subtract from a sum before they round it. */
const MARGIN = 2 ** (SHIFTS.most - 1);

/** Whether neither a sum nor what there is of it before its last product leaves int32: add_affine_s8.h adds the offset to either product. */
function fitsInt32(factorA: number, factorB: number, offset: number): boolean {
  const ends = [-128, 127];
  const sums = ends.flatMap((a) => ends.flatMap((b) => [a * factorA + b * factorB, a * factorA, b * factorB, 0]));
  return sums.every((sum) => sum + offset >= MARGIN - 2 ** 31 && sum + offset < 2 ** 31);
}

/** Outputs of all pairs as TFLite computes them, `b` changing fastest. */
function tabulateSums(scales: SumScales, { activation_min, activation_max }: Range): Int8Array {
  const { left_shift, multiplier_a, shift_a, multiplier_b, shift_b, sign_b } = scales;
  const scaledA = VALUES.map((a) => requantize((a - scales.zero_point_a) * 2 ** left_shift, { multiplier: multiplier_a, shift: shift_a }));
  const scaledB = VALUES.map((b) => sign_b * requantize((b - scales.zero_point_b) * 2 ** left_shift, { multiplier: multiplier_b, shift: shift_b }));
  const outputs = new Int8Array(VALUES.length ** 2);
  scaledA.forEach((a, row) => {
    scaledB.forEach((b, column) => {
      const output = requantizeSmall(a + b, scales.multiplier, scales.shift) + scales.output_zero_point;
      outputs[row * VALUES.length + column] = Math.min(activation_max, Math.max(activation_min, output));
    });
  });
  return outputs;
}

/** requantize() for |x| < 2^30 and no shift to the left, without big integers: 65536 of them are a few milliseconds. */
function requantizeSmall(x: number, multiplier: number, shift: number): number {
  const low = multiplier % 2 ** 15;
  const high = (multiplier - low) / 2 ** 15;
  const product = Math.floor((x * high + Math.floor((x * low + 2 ** 30) / 2 ** 15)) / 2 ** 16);
  if (shift === 0) return product;
  return Math.floor((product + 2 ** (-shift - 1) - (product < 0 ? 1 : 0)) / 2 ** -shift);
}

/** The middle of the offsets that give all outputs, or undefined. */
function findOffset(outputs: Int8Array, factorA: number, factorB: number, unit: number, range: Range): number | undefined {
  let [lowest, highest] = [-Infinity, Infinity];
  for (let row = 0, at = 0; row < VALUES.length; row++) {
    for (let column = 0; column < VALUES.length; column++, at++) {
      const products = VALUES[row] * factorA + VALUES[column] * factorB;
      const bound = outputs[at] * unit - products;
      if (outputs[at] > range.activation_min && bound > lowest) lowest = bound;
      if (outputs[at] < range.activation_max && bound + unit - 1 < highest) highest = bound + unit - 1;
    }
    if (lowest > highest) return undefined;
  }
  return Math.floor((Math.max(lowest, -(2 ** 31)) + Math.min(highest, 2 ** 31)) / 2);
}
