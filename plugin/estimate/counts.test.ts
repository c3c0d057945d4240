import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { NO_SHARED, sharedFolder } from '../../test/shared-data';
import { addCounts, cyclesOf } from './counts';
import { readCore } from './read-target';

const m4 = readCore('cortex-m4f').model!;

describe('the cycle model of the Cortex-M4', () => {
  it('charges a load less behind another load, words one by one and taken branches twice', () => {
    const counts = { total: 10, load: 3, pair: 1, words: 4, taken: 2, div: 1, vfp_mac: 1, vfp_div: 1 };
    expect(cyclesOf(counts, m4)).toBe(10 + 3 - 1 + 4 + 2 * 2 + 6 + 2 + 13);
  });

  it('counts a class that it does not name as one cycle an instruction', () => {
    expect(cyclesOf({ total: 5, alu: 5 }, m4)).toBe(5);
  });

  const file = join(sharedFolder() ?? '', 'm4-hardware-points.jsonl');
  it.skipIf(!sharedFolder())(`gives the published error against hardware (${NO_SHARED})`, () => {
    const points = readFileSync(file, 'utf8').trim().split('\n').map((line) => JSON.parse(line));
    for (const point of points) expect([point.tag, cyclesOf(point, m4)]).toEqual([point.tag, point.m4]);
    const ratios = points.map(({ hw, m4: modelled }) => hw / modelled);
    const { low, high, points: stated } = m4.hardware;
    expect([Math.min(...ratios).toFixed(2), Math.max(...ratios).toFixed(2), ratios.length]).toEqual([low!.toFixed(2), high!.toFixed(2), stated]);
  });
});

describe('addCounts', () => {
  it('adds class by class', () => {
    expect(addCounts([{ total: 1, load: 1 }, { total: 2, mul: 1 }])).toEqual({ total: 3, load: 1, mul: 1 });
  });
});
