import { describe, expect, it } from 'vitest';
import { locateCost } from './locate-cost';

describe('locateCost', () => {
  const fitted = { waitStates: { value: 5 }, flashCache: { lineBytes: 32, cyclesPerLine: { value: 18.8, source: 'x' } }, idle: { value: 1 } };

  it('names the line of the figure, however the file is laid out', () => {
    const change = 'the "value" of cyclesPerLine: 18.8 -> 20';
    expect(locateCost(JSON.stringify(fitted, null, 2), 20)).toEqual({ line: 8, change });
    expect(locateCost(JSON.stringify(fitted), 20)).toEqual({ line: 1, change });
  });

  it('names the cache that has no figure yet, and nothing where the flash is not modelled', () => {
    const { flashCache, ...without } = fitted;
    const bare = JSON.stringify({ waitStates: { value: 5 }, flashCache: { lineBytes: flashCache.lineBytes } }, null, 2);
    expect(locateCost(bare, 20)).toMatchObject({ line: 5, change: expect.stringContaining('"value": 20') });
    expect(locateCost(JSON.stringify(without), 20)).toBeUndefined();
  });
});
