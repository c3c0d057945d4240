import { describe, expect, it } from 'vitest';
import { alteredBatch, type TrainingSet } from './training-set';

/** Window `n` has the features n, n and class n; its weight is n + 1. */
const set: TrainingSet = {
  count: 4,
  width: 2,
  variants: [Float32Array.from([0, 0, 1, 1, 2, 2, 3, 3])],
  targets: Float32Array.from([1, 0, 0, 0, 0, 1, 0, 0, 0, 0, 1, 0, 0, 0, 0, 1]),
  outputs: 4,
  weights: Float32Array.from([1, 2, 3, 4]),
};
const rows = Uint32Array.from([0, 1, 2, 3]);

describe('mixup', () => {
  it('blends features, targets and weights alike, by no more than its share', () => {
    for (let epoch = 1; epoch <= 50; epoch++) {
      const { features, targets, weights } = alteredBatch(set, rows, 7, epoch, { mixup: 0.4 });
      rows.forEach((row) => {
        const classes = targets.subarray(row * 4, row * 4 + 4);
        expect(classes.reduce((sum, share) => sum + share, 0)).toBeCloseTo(1, 5);
        expect(classes[row]).toBeGreaterThanOrEqual(0.6);
        const blended = classes.reduce((sum, share, at) => sum + share * at, 0);
        expect(features[row * 2]).toBeCloseTo(blended, 5);
        expect(features[row * 2 + 1]).toBeCloseTo(blended, 5);
        expect(weights[row]).toBeCloseTo(blended + 1, 5);
      });
    }
  });

  it('gives a window the same partner whatever else is in its batch, and another one each epoch', () => {
    const whole = alteredBatch(set, rows, 7, 3, { mixup: 0.4 }).features;
    expect(alteredBatch(set, Uint32Array.from([2]), 7, 3, { mixup: 0.4 }).features).toEqual(whole.slice(4, 6));
    expect(alteredBatch(set, rows, 7, 4, { mixup: 0.4 }).features).not.toEqual(whole);
  });

  it('leaves windows as they are where none is asked for', () => {
    expect(alteredBatch(set, rows, 7, 3, {}).features).toEqual(set.variants[0]);
  });
});
