import { describe, expect, it } from 'vitest';
import { isBetter, rateCost, type Goal, type ModelCost } from './goals';

const fast: ModelCost = { cycles: 100, arenaBytes: 200, flashBytes: 300 };
const lean: ModelCost = { cycles: 110, arenaBytes: 100, flashBytes: 300 };
const small: ModelCost = { cycles: 200, arenaBytes: 200, flashBytes: 200 };

/** The one that the goal prefers to all others. */
function bestOf(choices: ModelCost[], optimize: Goal, limits = {}): ModelCost {
  return choices.reduce((a, b) => (isBetter(rateCost(b, { optimize, limits }), rateCost(a, { optimize, limits })) ? b : a));
}

describe('rateCost', () => {
  it.each([['speed', fast], ['ram', lean], ['flash', small], ['balanced', lean]] as const)('%s prefers what costs least of it', (goal, best) => {
    expect(bestOf([small, lean, fast], goal)).toBe(best);
    expect(bestOf([fast, lean, small], goal)).toBe(best);
  });

  it('takes what fits the limits before it asks the goal', () => {
    expect(bestOf([fast, lean, small], 'speed', { ramBytes: 150 })).toBe(lean);
    expect(bestOf([fast, lean, small], 'speed', { flashBytes: 250 })).toBe(small);
    expect(bestOf([fast, lean, small], 'flash', { ramBytes: 150, flashBytes: 300 })).toBe(lean);
  });

  it('takes what exceeds the limits least where nothing fits', () => {
    expect(bestOf([fast, lean, small], 'speed', { ramBytes: 150, flashBytes: 100 })).toBe(small);
  });
});

describe('isBetter', () => {
  it('lets the first number decide that differs by more than rounding', () => {
    expect(isBetter([1, 2], [1, 3])).toBe(true);
    expect(isBetter([1 + 1e-15, 2], [1, 3])).toBe(true);
    expect(isBetter([1, 3], [1, 3])).toBe(false);
    expect(isBetter([2, 0], [1, 9])).toBe(false);
  });
});
