import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { scorePlan } from '../../../test/score-plan';
import { createRandom } from '../../../plugin/learn/random';
import type { BlockPlan } from '../../../plugin/native';
import { fit } from '.';

const WIDTH = 3;

describe('kmeans-anomaly', () => {
  const train = twoClouds(200, 1);
  const plan = fit({ features: train, width: WIDTH, params: { clusters: 4, margin: 0 }, seed: 1, progress: () => {} });

  it('gives no train window a score above 0, and far ones their distance', () => {
    const scores = score(plan, Float32Array.of(...train, 500, 5, 0.5, 0, 80, 0.5));
    expect(Math.max(...scores.slice(0, 200))).toBeLessThan(1e-5);
    expect(scores[200]).toBeGreaterThan(5);
    expect(scores[201]).toBeGreaterThan(5);
  });

  it('takes the middle between two clouds for strange, though every feature alone is usual there', () => {
    const clusters = fit({ features: train, width: WIDTH, params: { clusters: 2, margin: 0.02 }, seed: 1, progress: () => {} });
    expect(score(clusters, Float32Array.of(50, 5, 0.5))[0]).toBeGreaterThan(0);
  });

  it('fits the same plan each time, and another one by another seed', () => {
    const again = (seed: number) => fit({ features: train, width: WIDTH, params: { clusters: 4, margin: 0 }, seed, progress: () => {} });
    expect(again(1)).toEqual(plan);
    expect(again(2)).not.toEqual(plan);
  });

  it('needs no more clusters than there are windows, and stands features that never change', () => {
    const few = Float32Array.of(1, 2, 7, 3, 4, 7);
    const { ints, floats } = fit({ features: few, width: WIDTH, params: { clusters: 32, margin: 0 }, seed: 1, progress: () => {} });
    expect(ints).toEqual([WIDTH, 2]);
    expect(floats.every(Number.isFinite)).toBe(true);
  });
});

/** Runs the block's C++ on feature vectors. */
function score(fitted: BlockPlan, features: Float32Array): number[] {
  return [...scorePlan(join(__dirname, 'kmeans_anomaly.cpp'), fitted, features, WIDTH)];
}

/** Around (0, 0, 0) and (100, 10, 1). */
function twoClouds(count: number, seed: number): Float32Array {
  const random = createRandom(seed);
  return Float32Array.from({ length: count * WIDTH }, (_, at) => {
    const scale = [100, 10, 1][at % WIDTH];
    return scale * ((Math.floor(at / WIDTH) % 2) + random.normal() / 10);
  });
}
