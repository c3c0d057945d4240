import { describe, expect, it } from 'vitest';
import { exponential, hyperbolicTangent, logistic } from './exponential';

const VALUES = [-800, -40, -3.2, -1, -1e-9, 0, 0.3, 1, 7.7, 88, 700];

describe('the exponential that gives the same bits everywhere', () => {
  it.each(VALUES)('is that of the C library to the last digits at %f', (value) => {
    expect(Math.abs(exponential(value) - Math.exp(value))).toBeLessThanOrEqual(1e-13 * Math.exp(value));
    expect(logistic(value)).toBeCloseTo(1 / (1 + Math.exp(-value)), 14);
    expect(hyperbolicTangent(value)).toBeCloseTo(Math.tanh(value), 14);
  });

  it('ends at nothing and at infinity', () => {
    expect([exponential(-1e6), exponential(1e6), logistic(-1e6), logistic(1e6)]).toEqual([0, Infinity, 0, 1]);
  });
});
