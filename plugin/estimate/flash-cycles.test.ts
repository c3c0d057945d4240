import { describe, expect, it } from 'vitest';
import { costOfLine, missedLines } from './flash-cycles';

const flashCache = { lineBytes: 32, dataLines: 8, codeLines: 32, readsPerLine: 4, source: 'manual' };
const waitStates = { value: 5, source: 'manual' };

describe('costOfLine', () => {
  it('is each read with its wait states, unless it was fitted', () => {
    expect(costOfLine({ flashCache, waitStates })).toBe(20);
    expect(costOfLine({ flashCache: { ...flashCache, cyclesPerLine: { value: 21.5, source: 'fit' } }, waitStates })).toBe(21.5);
  });

  it('is not known where the cache is not described', () => {
    expect(costOfLine({ waitStates })).toBeUndefined();
  });
});

describe('missedLines', () => {
  it('are those of constants and of instructions', () => {
    expect(missedLines({ flash_data: 3, flash_code: 4, total: 100 })).toBe(7);
    expect(missedLines({ total: 100 })).toBe(0);
  });
});
