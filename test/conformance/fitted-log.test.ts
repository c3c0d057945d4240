import { cpSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { targetFit } from '../../plugin/cli/target-fit';
import { readBenchmarkLog } from '../../plugin/estimate/benchmark-log';
import { cyclesOf } from '../../plugin/estimate/counts';
import { findEmulatorTools } from '../../plugin/estimate/emulator-tools';
import { fitLog } from '../../plugin/estimate/fit-log';
import { missedLines } from '../../plugin/estimate/flash-cycles';
import { linkLibrary, measureLibrary } from '../../plugin/estimate/measure-library';
import { readCore, readTarget } from '../../plugin/estimate/read-target';
import { assetRoot } from '../../plugin/paths';
import { NO_SHARED, sharedFolder } from '../shared-data';
import { makeFolder } from '../temp-folder';
import { makeKeywordLibrary } from './keyword-library';

const TARGET = 'stm32l4r5';
const PLACES = { file: 'log', folder: 'library' };

describe.skipIf(!sharedFolder() || !findEmulatorTools())(`target fit --log (${NO_SHARED}, and the emulator)`, () => {
  const target = readTarget(join(assetRoot, 'targets', TARGET));
  let library: string;
  let run: Awaited<ReturnType<typeof measureLibrary>>;
  beforeAll(async () => {
    library = await makeKeywordLibrary(makeFolder(), TARGET);
    run = await measureLibrary(library, target);
  });

  /** The log that a board gives whose missed lines cost so much, with layers that are off by up to a share. */
  function logOf(cyclesPerLine: number, noise = 0): string {
    let index = 0;
    return run.log.replace(/^layer (\d+) (\w+) \d+$/gm, (_, number: string, op: string) => {
      const { counts } = run.regions[`${op.toLowerCase()}_${number}`];
      const cycles = cyclesOf(counts, target.core.model!) + cyclesPerLine * missedLines(counts);
      return `layer ${number} ${op} ${Math.round(cycles * (1 + noise * ((index++ % 3) - 1)))}`;
    });
  }

  /** Fits a copy of the target to a log: what is printed, and `target.json` behind it. */
  async function fit(log: string, options: Record<string, string | boolean> = {}) {
    const folder = makeFolder();
    cpSync(join(assetRoot, 'targets', TARGET), folder, { recursive: true });
    const file = join(folder, 'serial.txt');
    writeFileSync(file, log);
    const lines: string[] = [];
    await targetFit.run({ args: [folder], options: { log: file, library, ...options }, print: (line) => lines.push(line) });
    return { text: lines.join('\n'), json: JSON.parse(readFileSync(join(folder, 'target.json'), 'utf8')) };
  }

  it('finds the cost of a line that made the times, and says where it belongs', async () => {
    const { text, json } = await fit(logOf(20));
    expect(text).toContain('Fitted: 20 cycles a missed line, which is 5.0 wait states a read (target.json: 5).');
    expect(text).toContain('Mean error 0.0 %; left one out 0.0 %');
    expect(text).toMatch(/^\| conv_2d_0 \| .* \| 0\.0 % \| 0\.0 % \|$/m);
    expect(text).toMatch(/target\.json:\d+: the "value" of cyclesPerLine: 18\.8 -> 20 \(--write does it\)$/);
    expect(json.flashCache.cyclesPerLine.value).toBe(18.8);
  });

  it('finds it nearly where layers are off by a hundredth, among other lines, and writes it', async () => {
    const captured = `boot\r\n${logOf(12.5, 0.01).replace(/^(?=layer 3)/m, 'battery 3.1 V\n').replaceAll('\n', '\r\n')}`;
    const { json } = await fit(captured, { write: true });
    const { value, source } = json.flashCache.cyclesPerLine;
    expect(value).toBeGreaterThan(10.5);
    expect(value).toBeLessThan(14.5);
    expect(source).toMatch(/^nx-impulse target fit: \d+ layers of "kws" on the board, mean error [01]\.\d % left one out$/);
  });

  it('finds no cost where there was none', () => {
    const { fit: found } = fitLog(target, readBenchmarkLog(logOf(0), 'log'), run, PLACES);
    expect(found.cyclesPerLine).toBe(0);
    expect(found.meanLeftOut).toBeLessThan(1e-5);
  });

  it.each([
    ['of another model', (log: string) => log.replace(/(model \w+ )\w/, '$1z').replace(/ z/, ' 0'), /it has the models kws_keywords 0/],
    ['of a computer', (log: string) => log.replace('unit cycles', 'unit nanoseconds'), /it counts nanoseconds/],
    ['without layers', (log: string) => log.replace(/^layer.*\n/gm, ''), /without -DIMPULSE_LAYERS/],
    ['with an operator that is not there', (log: string) => log.replace('layer 0 CONV_2D', 'layer 0 ADD'), /no operator 0 of the kind ADD/],
  ])('refuses a log %s', (_, change, words) => {
    const log = readBenchmarkLog(change(logOf(20)), 'log');
    const refusal = expect.objectContaining({ code: 'IMP_LOG_OTHER', message: expect.stringMatching(words) });
    expect(() => fitLog(target, log, run, PLACES)).toThrow(refusal);
  });

  it('says what is missing', async () => {
    await expect(fit('nothing')).rejects.toMatchObject({ code: 'IMP_LOG_INVALID', message: expect.stringMatching(/serial\.txt:1: no line says/) });
    await expect(fit(logOf(1), { log: 'nowhere.txt' })).rejects.toMatchObject({ code: 'IMP_LOG_MISSING' });
    await expect(fit(logOf(1), { library: makeFolder() })).rejects.toMatchObject({ code: 'IMP_LIBRARY_INVALID' });
    await expect(linkLibrary(library, readCore('x86-64'), makeFolder())).rejects.toMatchObject({ code: 'IMP_CORE_UNEMULATED' });
  });
});
