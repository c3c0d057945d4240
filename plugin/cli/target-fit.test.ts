import { cpSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { makeFolder } from '../../test/temp-folder';
import { assetRoot } from '../paths';
import { targetFit } from './target-fit';

async function fit(target: string, options = {}): Promise<string> {
  const lines: string[] = [];
  await targetFit.run({ args: [target], options, print: (line) => lines.push(line) });
  return lines.join('\n');
}

/** A copy of one of our targets, changed. */
function copyTarget(id: string, change: (target: Record<string, unknown>) => void = () => {}): string {
  const folder = makeFolder();
  cpSync(join(assetRoot, 'targets', id), folder, { recursive: true });
  const file = join(folder, 'target.json');
  const target = JSON.parse(readFileSync(file, 'utf8'));
  change(target);
  writeFileSync(file, JSON.stringify(target));
  return folder;
}

describe('target fit', () => {
  it('prints published, modelled and error of each program, and the mean with each left out', async () => {
    const text = await fit('nrf5340');
    expect(text.match(/^\| (kws|ic|vww|ad), .* %/gm)).toHaveLength(4);
    expect(text).toMatch(/Fitted: none.*left one out \d\.\d %\.\nPublished: MLPerf Tiny/);
  });

  it('writes what a missed line costs into target.json, and nothing where nothing is fitted', async () => {
    const folder = copyTarget('stm32l4r5', ({ flashCache }) => delete (flashCache as Record<string, unknown>).cyclesPerLine);
    await fit(folder, { write: true });
    const { flashCache } = JSON.parse(readFileSync(join(folder, 'target.json'), 'utf8'));
    const ours = JSON.parse(readFileSync(join(assetRoot, 'targets', 'stm32l4r5', 'target.json'), 'utf8'));
    expect(flashCache).toEqual(ours.flashCache);
    const unfitted = copyTarget('nrf5340');
    const before = readFileSync(join(unfitted, 'target.json'), 'utf8');
    await fit(unfitted, { write: true });
    expect(readFileSync(join(unfitted, 'target.json'), 'utf8')).toBe(before);
  });

  it('refuses what it cannot compare, and says what is missing', async () => {
    await expect(fit('stm32l4r6')).rejects.toMatchObject({ code: 'IMP_TARGET_UNKNOWN', fix: expect.stringContaining('did you mean "stm32l4r5"?') });
    await expect(fit('rp2040')).rejects.toMatchObject({ code: 'IMP_POINTS_MISSING' });
    const slow = copyTarget('nrf5340', (target) => delete target.clockHz);
    await expect(fit(slow)).rejects.toMatchObject({ code: 'IMP_TARGET_UNFITTED', message: expect.stringContaining('cortex-m33') });
    const described = copyTarget('nrf5340', (target) => (target.core = 'rv32imc'));
    await expect(fit(described)).rejects.toMatchObject({ code: 'IMP_TARGET_UNFITTED' });
  });

  it.each([
    ['{', /points\.json are not valid: /],
    ['{"source": "me", "build": "mine", "points": []}', /source/],
    ['{"source": "MLPerf", "build": "gcc", "points": [{"name": "kws", "inferencesPerSecond": 0, "counts": {"total": 1}}]}', /points\.0\.inferencesPerSecond/],
  ])('shows what is wrong with points like %s', async (text, words) => {
    const folder = copyTarget('nrf5340');
    writeFileSync(join(folder, 'points.json'), text);
    await expect(fit(folder)).rejects.toMatchObject({ code: 'IMP_POINTS_INVALID', message: expect.stringMatching(words) });
  });
});
