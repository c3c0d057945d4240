import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { loadBlock } from '../../plugin/native';
import { assetRoot } from '../../plugin/paths';
import { blockDefaults } from '../block-defaults';
import { differences, dspFolder, featuresOf, readGolden, type GoldenCase } from '../check-golden';
import { pythonWith } from '../python-env';
import { hasShared, NO_SHARED } from '../shared-data';
import { makeFolder } from '../temp-folder';
import { audioWindows, motionWindows } from './real-windows';

const dsp = join(assetRoot, 'blocks', 'dsp');
/** Those with golden vectors; images have references of their own. */
const BLOCKS = readdirSync(dsp).filter((id) => id !== 'image' && existsSync(join(dsp, id, 'golden.json')));
const makeGolden = (...args: string[]) => execFileSync(pythonWith(join(dsp, 'requirements.txt')), [join(dsp, 'make-golden.py'), ...args]);

describe('the references of the DSP blocks', () => {
  it('give the committed golden vectors again', () => {
    const folder = makeFolder();
    for (const block of BLOCKS) {
      mkdirSync(join(folder, block));
    }
    makeGolden(folder);
    for (const block of BLOCKS) {
      const again = JSON.parse(readFileSync(join(folder, block, 'golden.json'), 'utf8')) as GoldenCase[];
      const committed = readGolden(block);
      expect(again.map(({ input, params }) => ({ input, params }))).toEqual(committed.map(({ input, params }) => ({ input, params })));
      again.forEach(({ windows }, i) => {
        for (const [name, { values, range }] of Object.entries(windows)) {
          const known = committed[i].windows[name];
          values.forEach((value, place) => expect(Math.abs(value - known.values[place])).toBeLessThanOrEqual(1e-6 * (range + Math.abs(value))));
        }
      });
    }
  });

  it('give the committed golden images again', () => {
    const folder = makeFolder();
    const image = join(dsp, 'image');
    execFileSync(pythonWith(join(image, 'requirements.txt')), [join(image, 'make_golden.py'), folder]);
    expect(readFileSync(join(folder, 'golden.json'), 'utf8')).toBe(readFileSync(join(image, 'golden.json'), 'utf8'));
  });

  it.skipIf(!hasShared('kws-speech-commands') || !hasShared('motion-hapt')).each(BLOCKS)(
    `agree with %s on five real windows for every parameter set (${NO_SHARED})`,
    async (id) => {
      const cases = readGolden(id).map((golden) => ({ ...golden, params: { ...blockDefaults(dspFolder(id)), ...golden.params } }));
      const windows = cases.map(({ input }) => (input.dtype === 'int16' ? audioWindows(input) : motionWindows(input)));
      const wanted = referenceOf(id, cases, windows);
      const block = await loadBlock(dspFolder(id));
      const errors: string[] = [];
      for (const [i, golden] of cases.entries()) {
        const extent = extentOf(Object.values(wanted[i]).flat()) / 100;
        for (const [name, values] of Object.entries(windows[i])) {
          const features = await featuresOf(block, id, golden, values);
          const range = Math.max(extentOf(wanted[i][name]), extent);
          expect(features.length).toBe(wanted[i][name].length);
          errors.push(...differences(features, wanted[i][name], range).map((difference) => `${name} ${JSON.stringify(golden.params)}: ${difference}`));
        }
      }
      expect(errors).toEqual([]);
    },
  );
});

function extentOf(values: readonly number[]): number {
  return values.reduce((most, value) => Math.max(most, value)) - values.reduce((least, value) => Math.min(least, value));
}

/** Features in float64, in the order of the cases. */
function referenceOf(block: string, cases: readonly GoldenCase[], windows: readonly Record<string, Int16Array | Float32Array>[]): Record<string, number[]>[] {
  const folder = makeFolder();
  const plain = (values: Int16Array | Float32Array) => Array.from(values, (value) => (values instanceof Int16Array ? value / 32768 : value));
  const request = {
    block,
    cases: cases.map(({ input, params }, i) => ({
      input,
      params,
      windows: Object.fromEntries(Object.entries(windows[i]).map(([name, values]) => [name, plain(values)])),
    })),
  };
  writeFileSync(join(folder, 'request.json'), JSON.stringify(request));
  makeGolden(join(folder, 'request.json'), join(folder, 'reply.json'));
  return JSON.parse(readFileSync(join(folder, 'reply.json'), 'utf8')) as Record<string, number[]>[];
}
