import { expect, it } from 'vitest';
import { logarithm } from './logarithm';

it.each([5e-324, 1e-300, 1e-9, 0.3, 0.999999, 1, 1.4142, 2, 7.7, 1e10, 1e300])('is that of the C library to the last digits at %d', (value) => {
  expect(Math.abs(logarithm(value) - Math.log(value))).toBeLessThanOrEqual(1e-15 + 4e-16 * Math.abs(Math.log(value)));
});
