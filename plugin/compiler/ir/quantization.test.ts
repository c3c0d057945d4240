import { expect, test } from 'vitest';
import { toFixedPoint } from './quantization';

test('a fixed-point form has a multiplier in [2^30, 2^31) and is the nearest one', () => {
  for (const real of [1, 0.5, 0.99999999999, 3.7, 1e-6, 123456, 2 ** -31]) {
    const { multiplier, shift } = toFixedPoint(real);
    expect(multiplier).toBeGreaterThanOrEqual(2 ** 30);
    expect(multiplier).toBeLessThan(2 ** 31);
    expect(Math.abs((multiplier / 2 ** 31) * 2 ** shift - real)).toBeLessThanOrEqual(2 ** (shift - 32));
  }
});

test('zero and what is too small to matter become zero', () => {
  expect([0, 1e-300, 2 ** -33].map(toFixedPoint)).toEqual([0, 1, 2].map(() => ({ multiplier: 0, shift: 0 })));
});
