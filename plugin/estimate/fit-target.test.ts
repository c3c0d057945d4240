import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { assetRoot } from '../paths';
import { describeFit } from './describe-fit';
import { fitTarget } from './fit-target';
import { readPoints } from './read-points';
import { readTarget } from './read-target';
import type { Target } from './target';

const folderOf = (id: string) => join(assetRoot, 'targets', id);
const fitOf = (id: string) => fitTarget(readTarget(folderOf(id)), readPoints(folderOf(id)).points);

describe('fitTarget', () => {
  const l4r5 = readTarget(folderOf('stm32l4r5'));
  const point = (name: string, total: number, missed: number, cyclesPerLine: number) => ({
    name,
    inferencesPerSecond: l4r5.clockHz!.value / (total + missed * cyclesPerLine),
    counts: { total, flash_data: missed - 5, flash_code: 5 },
  });

  it('finds the cost of a line that explains every time', () => {
    const fit = fitTarget(l4r5, [point('a', 1e6, 1e4, 17.3), point('b', 3e6, 2e4, 17.3), point('c', 2e6, 9e4, 17.3)]);
    expect(fit.cyclesPerLine).toBe(17.3);
    expect(fit.meanLeftOut).toBeLessThan(1e-4);
  });

  it('is not led astray by one time that no cost explains, and shows it', () => {
    const odd = { ...point('odd', 1e6, 1e4, 20), inferencesPerSecond: 200 };
    const { cyclesPerLine, rows } = fitTarget(l4r5, [point('a', 1e6, 1e4, 20), point('b', 3e6, 2e4, 20), point('c', 2e6, 9e4, 20), odd]);
    expect(cyclesPerLine).toBe(20);
    expect(Math.abs(rows[3].leftOut)).toBeGreaterThan(0.5);
  });

  it('never pays for a missed line, and fits nothing where the flash is not modelled', () => {
    const faster = [{ ...point('fast', 2e6, 100, 0), inferencesPerSecond: 120e6 / 1e6 }];
    expect(fitTarget(l4r5, faster).cyclesPerLine).toBe(0);
    const { flashCache: _, ...without } = l4r5;
    const fit = fitTarget(without as Target, [point('a', 1e6, 1e4, 20)]);
    expect(fit.cyclesPerLine).toBeUndefined();
    expect(fit.rows[0].modelled).toBe(fit.rows[0].zeroWait);
  });
});

describe('the published times', () => {
  it('of a Cortex-M4 are met within 8 % on average, each left out of the fit in turn', () => {
    const { meanLeftOut, rows } = fitOf('stm32l4r5');
    expect(rows).toHaveLength(8);
    expect(meanLeftOut).toBeLessThanOrEqual(0.08);
  });

  it('of a Cortex-M33 are met within 5 %, with nothing fitted', () => {
    const { meanLeftOut, cyclesPerLine, rows } = fitOf('nrf5340');
    expect(cyclesPerLine).toBeUndefined();
    expect(rows).toHaveLength(4);
    expect(meanLeftOut).toBeLessThanOrEqual(0.05);
  });

  it('are the range of error that the table of the Cortex-M33 names', () => {
    const { low, high, points } = readTarget(folderOf('nrf5340')).core.model!.hardware;
    const shares = fitOf('nrf5340').rows.map(({ published, modelled }) => published / modelled);
    expect({ low, high, points }).toEqual({ low: round(Math.min(...shares)), high: round(Math.max(...shares)), points: 4 });
  });

  it('give the cost of a line that stm32l4r5 has', () => {
    expect(readTarget(folderOf('stm32l4r5')).flashCache!.cyclesPerLine!.value).toBe(fitOf('stm32l4r5').cyclesPerLine);
  });

  it.each(['stm32l4r5', 'nrf5340'])('stand in the README of %s as the command prints them, and their error in the table of all', (id) => {
    const printed = describeFit(fitOf(id), readPoints(folderOf(id)));
    expect(readFileSync(join(folderOf(id), 'README.md'), 'utf8')).toContain(printed);
    const [, error] = /left one out (\S+ %)/.exec(printed)!;
    const row = readFileSync(join(assetRoot, 'targets', 'README.md'), 'utf8').split('\n').find((line) => line.includes(`[${id}](${id}/README.md)`));
    expect(row).toContain(`| ${error} |`);
  });
});

function round(share: number): number {
  return Number(share.toFixed(3));
}
