import { describe, expect, test } from 'vitest';
import { projectFeatures } from './project-features';

/** Points on a line in three dimensions, with a small second direction. */
const rows = Array.from({ length: 40 }, (_, i) => new Float32Array([i, 2 * i + (i % 2 ? 4 : -4), 5]));

describe('projectFeatures', () => {
  test('the first component holds most of the variance of points near a line', () => {
    const { explained } = projectFeatures(rows);
    expect(explained[0]).toBeGreaterThan(0.9);
    expect(explained[0] + explained[1]).toBeCloseTo(1, 6);
  });

  test('points keep their order along the line', () => {
    const { x } = projectFeatures(rows);
    expect(Math.abs(x[39] - x[0])).toBeGreaterThan(Math.abs(x[20] - x[0]));
  });

  test('components are uncorrelated', () => {
    const { x, y } = projectFeatures(rows);
    const product = x.reduce((sum, value, i) => sum + value * y[i], 0);
    expect(Math.abs(product)).toBeLessThan(1e-6 * x.reduce((sum, value) => sum + value * value, 0));
  });

  test('constant features give zeros, not NaN', () => {
    const { x, y } = projectFeatures([new Float32Array([1, 1]), new Float32Array([1, 1])]);
    expect([...x, ...y]).toEqual([0, 0, 0, 0]);
  });
});
