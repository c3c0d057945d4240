import { describe, expect, it } from 'vitest';
import { createRandom } from '../random';
import { orderThreshold } from './order-threshold';

const float = new Float32Array(1);
const bits = new Int32Array(float.buffer);

/** As tree_ensemble.cpp does it. */
function orderFeature(value: number): number {
  float[0] = value;
  return bits[0] ^ ((bits[0] >> 31) & 0x7fffffff);
}

/** A float32 by its bits, infinities and NaN left out. */
function floatOf(pattern: number): number {
  bits[0] = pattern;
  return Number.isFinite(float[0]) ? float[0] : 0;
}

const random = createRandom(5);
const drawn = Array.from({ length: 3000 }, () => floatOf(random.below(0x10000) * 0x10000 + random.below(0x10000)));
const SPECIAL = [0, -0, 1, -1, 2 ** -149, -(2 ** -149), 2 ** -126, 3.4028234663852886e38, -3.4028234663852886e38];
const features = [...SPECIAL, ...drawn];

/** The float32 itself, right beside it in 64 bits, and beyond all float32. */
const thresholds = [
  ...features.flatMap((value) => [value, value + Math.abs(value) * 2 ** -40, value - Math.abs(value) * 2 ** -40]),
  ...[1e-60, -1e-60, 1e39, -1e39, 0.1, -0.1],
];

describe('orderThreshold', () => {
  it('lets every float32 feature take the branch that it takes with the threshold of 64 bits', () => {
    const wrong = thresholds.flatMap((threshold, at) =>
      [...SPECIAL, ...features.slice(Math.floor(at / 3), Math.floor(at / 3) + 50), floatNextTo(threshold, 1), floatNextTo(threshold, -1)]
        .filter((feature) => orderFeature(feature) <= orderThreshold(threshold) !== feature <= threshold)
        .map((feature) => [feature, threshold]),
    );
    expect(wrong).toEqual([]);
  });

  it('gives every threshold an int32', () => {
    expect(thresholds.map(orderThreshold).filter((order) => order !== (order | 0))).toEqual([]);
  });
});

/** The float32 nearest to a threshold, or its neighbour in bits. */
function floatNextTo(threshold: number, step: number): number {
  float[0] = threshold;
  if (!Number.isFinite(float[0])) return 0;
  bits[0] += step;
  return Number.isFinite(float[0]) ? float[0] : 0;
}
