import { execFileSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { makeFolder } from '../../../test/temp-folder';
import { createRandom } from '../../../plugin/learn/random';
import type { BlockPlan } from '../../../plugin/native';
import { assetRoot } from '../../../plugin/paths';
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
function score({ ints, floats }: BlockPlan, features: Float32Array): number[] {
  const folder = makeFolder();
  const literals = (values: readonly number[]) => values.map((value) => Math.fround(value).toExponential(9)).join('f, ');
  writeFileSync(join(folder, 'main.cpp'), `#include <stdio.h>
#include "impulse/block.h"
extern "C" int32_t kmeans_anomaly_score(const impulse_plan *plan, const float *features, float *score);
static const int32_t ints[] = {${ints.join(', ')}};
static const float floats[] = {${literals(floats)}f};
static const float features[] = {${literals([...features])}f};
int main() {
  impulse_plan plan = impulse_plan();
  plan.ints = ints;
  plan.floats = floats;
  for (int i = 0; i < ${features.length / WIDTH}; ++i) {
    float score = 0.0f;
    if (kmeans_anomaly_score(&plan, features + i * ${WIDTH}, &score) != 0) return 1;
    printf("%.9g\\n", static_cast<double>(score));
  }
  return 0;
}
`);
  const program = join(folder, 'score');
  const flags = ['-std=c++11', '-Wall', '-Wextra', '-Werror', '-pedantic', '-Wconversion', '-fsanitize=address,undefined', '-I', join(assetRoot, 'sdk-cpp', 'include')];
  execFileSync('g++', [...flags, join(folder, 'main.cpp'), join(__dirname, 'kmeans_anomaly.cpp'), '-o', program]);
  return execFileSync(program).toString().trim().split('\n').map(Number);
}

/** Around (0, 0, 0) and (100, 10, 1). */
function twoClouds(count: number, seed: number): Float32Array {
  const random = createRandom(seed);
  return Float32Array.from({ length: count * WIDTH }, (_, at) => {
    const scale = [100, 10, 1][at % WIDTH];
    return scale * ((Math.floor(at / WIDTH) % 2) + random.normal() / 10);
  });
}
