import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { scorePlan } from '../../../test/score-plan';
import { createRandom } from '../../../plugin/learn/random';
import type { BlockPlan } from '../../../plugin/native';
import { chooseThreshold } from './choose-threshold';
import { COVARIANCES } from './covariance';
import { fitMixture } from './fit-mixture';
import { mixturePlan } from './mixture-plan';
import { findUsedFeatures, normaliseFeatures } from './used-features';
import { fit } from '.';

const WIDTH = 3;
const KINDS = ['diagonal', 'full'] as const;
const params = { components: 2, covariance: 'diagonal', regularisation: 0.001, margin: 0.01 };

describe('gmm-anomaly', () => {
  const train = clouds(300, 1);

  it.each(KINDS)('leaves the margin of the train windows above 0, and finds what lies between two clouds and beyond them: %s', (covariance) => {
    const plan = fitTo(train, { covariance });
    const scores = score(plan, Float32Array.of(...train, 50, 5, 0.5, 300, 30, 3));
    expect(scores.slice(0, 300).filter((value) => value > 1e-4)).toHaveLength(2);
    expect(scores[300]).toBeGreaterThan(5);
    expect(scores[301]).toBeGreaterThan(scores[300]);
  });

  it('sees by the full covariance what is usual in each feature and not in both', () => {
    const random = createRandom(4);
    const line = Float32Array.from({ length: 400 * WIDTH });
    for (let row = 0; row < 400; row++) {
      const along = random.normal();
      line.set([along, along + random.normal() / 20, random.normal()], row * WIDTH);
    }
    const odd = Float32Array.of(1, -1, 0);
    expect(score(fitTo(line, { components: 1, covariance: 'full' }), odd)[0]).toBeGreaterThan(20);
    expect(score(fitTo(line, { components: 1, covariance: 'diagonal' }), odd)[0]).toBeLessThan(0);
  });

  it('fits the same plan each time, and another one by another seed', () => {
    expect(fitTo(train, { components: 5 })).toEqual(fitTo(train, { components: 5 }));
    expect(fitTo(train, { components: 5 }, 2)).not.toEqual(fitTo(train, { components: 5 }));
  });

  it('takes the threshold from validation windows where there are such, and between them and known anomalies', () => {
    const validation = clouds(100, 9).map((value) => value * 1.2);
    const scoresBy = (tune: { normal: Float32Array; anomalies: Float32Array }) =>
      score(fit({ features: train, width: WIDTH, params, seed: 1, tune, progress: () => {} }), Float32Array.of(...validation, 200, 20, 2));
    const byNormal = scoresBy({ normal: validation, anomalies: new Float32Array() });
    expect(Math.max(...byNormal.slice(0, 100))).toBeCloseTo(0, 3);
    const byBoth = scoresBy({ normal: validation, anomalies: Float32Array.of(200, 20, 2) });
    expect(byBoth[100]).toBeCloseTo(-Math.max(...byBoth.slice(0, 100)), 1);
  });

  it.each(KINDS)('stands features that never change, components without windows and features beyond all measure: %s', (covariance) => {
    const few = Float32Array.of(1, 2, 7, 1, 2, 7, 1, 2, 7, 3, 4, 7);
    const plan = fitTo(few, { covariance, components: 4 });
    expect(plan.ints.slice(3)).toEqual([0, 1]);
    const scores = score(plan, Float32Array.of(3e38, -3e38, 7, 1, 2, 1e30, 1e20, 2, 7));
    expect(scores.every(Number.isFinite)).toBe(true);
    expect([scores[0], scores[2]].every((value) => value > 1e29)).toBe(true);
    expect(scores[1]).toBeLessThan(1e-3);
  });

  it('refuses fewer windows than components, and features none of which changes', () => {
    expect(() => fitTo(Float32Array.of(1, 2, 3), {})).toThrow(expect.objectContaining({ code: 'IMP_MIXTURE_WINDOWS' }));
    expect(() => fitTo(new Float32Array(30).fill(4), {})).toThrow(expect.objectContaining({ code: 'IMP_FEATURES_CONSTANT' }));
  });

  function fitTo(features: Float32Array, changes: object, seed = 1): BlockPlan {
    return fit({ features, width: WIDTH, params: { ...params, ...changes }, seed, progress: () => {} });
  }
});

describe('the mixture', () => {
  const { width, train, asked, cases } = JSON.parse(readFileSync(join(__dirname, 'golden.json'), 'utf8')) as Golden;

  it.each(cases)('is the one that scikit-learn fits, with its likelihoods to 1e-4: $covariance, $components', ({ start, scores, ...golden }) => {
    const features = Float32Array.from(train);
    const used = findUsedFeatures(features, width);
    const options = { ...golden, covariance: COVARIANCES[golden.covariance] };
    const mixture = fitMixture(normaliseFeatures(features, width, used), Int32Array.from(start), golden.components, options);
    const said = score(mixturePlan(mixture, 0, used), Float32Array.from(asked), width);
    expect(said).toHaveLength(scores.length);
    said.forEach((value, at) => expect(Math.abs(value - scores[at])).toBeLessThanOrEqual(1e-4 * Math.max(1, Math.abs(scores[at]))));
  });
});

describe('the threshold', () => {
  it.each([
    ['the largest normal score without a margin', [1, 2, 3, 4], [], 0, 4],
    ['the quantile', [1, 2, 3, 4, 5], [], 0.25, 4],
    ['the middle between normal windows and anomalies', [1, 2, 3], [7, 9], 0, 5],
    ['never below the quantile, however low the anomalies lie', [1, 2, 3, 4], [0, 2.5], 0, 4],
    ['where most anomalies are found for few false alarms', [1, 2, 3, 10], [4, 6, 8, 9], 0.34, 3.5],
  ])('is %s', (_, normal, anomalies, margin, wanted) => {
    expect(chooseThreshold(normal, anomalies, margin)).toBe(wanted);
  });
});

interface Golden {
  width: number;
  train: number[];
  asked: number[];
  cases: { covariance: (typeof KINDS)[number]; components: number; regularisation: number; start: number[]; scores: number[] }[];
}

/** Runs the block's C++ on feature vectors. */
function score(fitted: BlockPlan, features: Float32Array, width = WIDTH): number[] {
  return [...scorePlan(join(__dirname, 'gmm_anomaly.cpp'), fitted, features, width)];
}

/** Around (0, 0, 0) and (100, 10, 1). */
function clouds(count: number, seed: number): Float32Array {
  const random = createRandom(seed);
  return Float32Array.from({ length: count * WIDTH }, (_, at) => {
    const scale = [100, 10, 1][at % WIDTH];
    return scale * ((Math.floor(at / WIDTH) % 2) + random.normal() / 10);
  });
}
