import { expect, test } from 'vitest';
import { drawArena } from './draw-arena';

test('draws tensors over time, scratch memory, and outputs over their inputs', () => {
  const arena = [
    { name: 'input', offset: 0, bytes: 800, firstUse: -1, lastUse: 0 },
    { name: 'scratch of operator 0', offset: 800, bytes: 100, firstUse: 0, lastUse: 0 },
    { name: 'hidden', offset: 900, bytes: 700, firstUse: 0, lastUse: 1 },
    { name: 'output', offset: 500, bytes: 900, firstUse: 1, lastUse: 2 },
  ];
  const text = drawArena({ arena, arenaBytes: 1600 });
  expect(text[0]).toBe('        1,600 |.bb.');
  expect(text.slice(0, 16).some((row) => row.includes('#'))).toBe(true);
  expect(text.slice(0, 16).some((row) => row.includes('~'))).toBe(true);
  expect(text[15]).toBe('          100 |aa..');
  expect(text.at(-1)).toBe('  c 900 B at 500, steps 1 to 2: output');
  expect(text).toHaveLength(20);
});

test('fits a terminal of 80 columns, however many steps there are', () => {
  const arena = Array.from({ length: 150 }, (_, step) => ({ name: `t${step}`, offset: (step % 2) * 50, bytes: 50, firstUse: step, lastUse: step + 1 }));
  const text = drawArena({ arena, arenaBytes: 100 });
  expect(text.slice(0, 16).map((row) => row.length)).toEqual(Array(16).fill(15 + 51));
  expect(text[16]).toBe('  a column is 3 steps');
  expect(text.slice(0, 16).join('')).not.toContain('#');
  expect(text[15]!.slice(15, 17), 'the first tensor below, then the third').toBe('ac');
});
