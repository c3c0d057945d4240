import { describe, expect, it } from 'vitest';
import { findLimits, limitModel } from './model-limits';

describe('findLimits', () => {
  const part = { ramBytes: { value: 256_000, source: 'data sheet' }, flashBytes: { value: 1_000_000, source: 'data sheet' } };

  it('takes the budget, and the part where the budget says nothing', () => {
    expect(findLimits(part, { ramBytes: 64_000 })).toEqual({ ramBytes: 64_000, flashBytes: 1_000_000 });
    expect(findLimits({}, {})).toEqual({ ramBytes: undefined, flashBytes: undefined });
  });
});

describe('limitModel', () => {
  it('leaves room for the rest of the impulse, and never less than nothing', () => {
    const { ramBytes, flashBytes } = limitModel({ ramBytes: 64_000, flashBytes: 100_000 }, 20_000);
    expect(ramBytes).toBeLessThan(64_000);
    expect(flashBytes).toBeLessThan(80_000);
    expect(flashBytes! - limitModel({ flashBytes: 100_000 }, 30_000).flashBytes!).toBe(10_000);
    expect(limitModel({ flashBytes: 1_000 }, 20_000)).toEqual({ flashBytes: 0 });
    expect(limitModel({}, 20_000)).toEqual({});
  });
});
