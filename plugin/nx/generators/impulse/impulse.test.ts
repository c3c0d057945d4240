import { join } from 'node:path';
import { createTreeWithEmptyWorkspace } from '@nx/devkit/testing';
import { describe, expect, it } from 'vitest';
import { makeWav } from '../../../../test/make-wav';
import { makeFolder } from '../../../../test/temp-folder';
import { readManifest } from '../../../manifest/read-manifest';
import impulseGenerator, { type ImpulseOptions } from './generator';
import { guessLabels } from './guess-labels';

const names = (pattern: string, ...values: string[][]): string[] =>
  values.reduce<string[]>((all, list, index) => all.flatMap((name) => list.map((value) => name.replace(`<${index}>`, value))), [pattern]);

describe('guessLabels', () => {
  it.each([
    ['folders', names('<0>/<1>.wav', ['yes', 'no'], ['1', '2', '3']), { source: { label: '{dir}' }, labels: ['no', 'yes'] }],
    ['folders below folders', names('train/<0>/<1>.wav', ['yes', 'no'], ['1', '2']), { source: { label: '{dir}' }, labels: ['no', 'yes'] }],
    [
      'names with a speaker',
      names('<0>_<1>_<2>.wav', ['0', '1'], ['ann', 'bob', 'cy'], ['0', '1', '2']),
      { source: { pattern: '{label}_{speaker}_{n}.wav' }, labels: ['0', '1'], groupBy: 'speaker' },
    ],
    ['names with a number', names('<0>-<1>.wav', ['on', 'off'], ['1', '2']), { source: { pattern: '{label}-{n}.wav' }, labels: ['off', 'on'] }],
    [
      'names of several lengths',
      [...names('<0>.1a.wav', ['idle', 'wave']), ...names('<0>.2.ingestion.wav', ['idle', 'wave'])],
      { source: { pattern: '{label}.{rest}.wav' }, labels: ['idle', 'wave'] },
    ],
    ['folders that are no labels', names('<0>/<1>_<2>.wav', ['train', 'test'], ['a', 'b'], ['1', '2']), { source: { pattern: '{label}_{n}.wav' }, labels: ['a', 'b'] }],
    ['nothing', ['a.wav', 'b.wav', 'c.wav'], undefined],
    ['names that are all different', ['a_1.wav', 'b_1.wav', 'c_1.wav'], undefined],
  ])('reads labels from %s', (_, files, guess) => expect(guessLabels(files)).toEqual(guess));
});

/** Runs the generator on these files and reads what it wrote. */
async function generate(files: Record<string, string | Buffer>, options: Partial<ImpulseOptions> = {}) {
  const tree = createTreeWithEmptyWorkspace();
  tree.root = makeFolder(files);
  await impulseGenerator(tree, { directory: 'mine', ...options });
  const text = tree.read('mine/impulse.yaml', 'utf8')!;
  return { tree, text, manifest: readManifest(join(tree.root, 'mine/impulse.yaml'), { text, workspaceRoot: tree.root }) };
}

describe('the impulse generator', () => {
  it('fits rate and window to wav files', async () => {
    const wav = makeWav(new Array<number>(6000).fill(1), { hz: 11025 });
    const { manifest, tree } = await generate({ 'mine/data/a/1.wav': wav, 'mine/data/b/1.wav': wav });
    expect(manifest.input).toEqual({ windowMs: 540, strideMs: 270, frequencyHz: 11025, axes: ['audio'] });
    expect(manifest.dataset.sources[0]).toMatchObject({ path: 'data/**/*.wav', label: { kind: 'dir' } });
    expect(manifest.dsp[0]!.block).toBe('mfcc');
    expect(JSON.parse(tree.read('nx.json', 'utf8')!)).toMatchObject({ plugins: ['nx-impulse'] });
  });

  it('takes axes and rate from csv files', async () => {
    const csv = `timestamp,accX,accY,no\n${Array.from({ length: 200 }, (_, i) => `${i * 16},1.5,-2,${i}`).join('\n')}\n`;
    const { manifest, text } = await generate({ 'motion/wave.1.csv': csv, 'motion/wave.2.csv': csv, 'motion/idle.1.csv': csv, 'motion/idle.2.csv': csv }, { data: 'motion' });
    expect(manifest.input).toMatchObject({ windowMs: 2000, frequencyHz: 62.5, axes: ['accX', 'accY', 'no'] });
    expect(manifest.dsp[0]!.block).toBe('spectral-analysis');
    expect(text).toContain('../motion/**/*.csv');
  });

  it('asks for the rate where no file tells it', async () => {
    const files = { 'mine/a/1.csv': 'x\n1\n2\n', 'mine/b/1.csv': 'x\n1\n2\n' };
    await expect(generate(files)).rejects.toThrow(/IMP_RECORDINGS_RATE/);
    expect((await generate(files, { frequency: 50 })).manifest.input.frequencyHz).toBe(50);
  });

  it('says what is missing in an empty folder, and overwrites nothing', async () => {
    await expect(generate({ 'mine/readme.md': '' })).rejects.toThrow(/IMP_RECORDINGS_NONE/);
    const wav = makeWav([1, 2], { hz: 8000 });
    await expect(generate({ 'mine/a/1.wav': wav, 'mine/impulse.yaml': 'name: kept' })).rejects.toThrow(/IMP_MANIFEST_EXISTS/);
  });
});
