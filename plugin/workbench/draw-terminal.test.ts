import { describe, expect, it } from 'vitest';
import { drawMap, drawValues } from './draw-terminal';

describe('drawValues', () => {
  it('draws each value from the least to the most, with both at the left', () => {
    const lines = drawValues([0, 3, 6]);
    expect(lines).toHaveLength(6);
    expect(lines[0]).toBe('6 │        ████');
    expect(lines[5]).toBe('0 │    ████████');
  });

  it('draws the means of many values within the width', () => {
    const lines = drawValues(Array.from({ length: 7200 }, (_, i) => i));
    expect(Math.max(...lines.map((line) => line.split('│')[1]!.length))).toBe(72);
  });

  it('draws values that are all the same as ground', () => {
    expect(drawValues([2, 2, 2]).map((line) => line.split('│')[1])).toEqual(['', '', '', '', '', '']);
  });
});

describe('drawMap', () => {
  it('draws rows from left to right and columns from the bottom up', () => {
    expect(drawMap([0, 4, 1, 3, 2, 2], 3, 2)).toEqual(['4 │█▓▒', '0 │ ░▒']);
  });
});
