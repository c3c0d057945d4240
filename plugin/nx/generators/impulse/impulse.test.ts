import { join } from 'node:path';
import { createTreeWithEmptyWorkspace } from '@nx/devkit/testing';
import { encode } from 'cbor-x';
import { PNG } from 'pngjs';
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
    [
      'folders with speakers in the names',
      names('<0>/<1>_nohash_<2>.wav', ['yes', 'no'], ['a1', 'b2', 'c3'], ['0', '1']),
      { source: { label: '{dir}', pattern: '{speaker}_{field1}_{n}.wav' }, labels: ['no', 'yes'], groupBy: { field: 'speaker', values: 3 } },
    ],
    [
      'folders of which most have speakers in the names',
      [...names('<0>/<1>_x_<2>.wav', ['yes', 'no'], ['a1', 'b2', 'c3'], ['0', '1']), ...names('other/<0>_<1>_x_0.wav', ['dog', 'cat'], ['a1', 'c3']), 'silence/1.wav', 'silence/2.wav'],
      {
        source: { label: '{dir}', pattern: '{speaker}_{field1}_{n}.wav' },
        labels: ['no', 'other', 'silence', 'yes'],
        groupBy: { field: 'speaker', values: 3 },
        folders: ['no', 'yes'],
        others: [
          { folders: ['other'], source: { label: '{dir}', pattern: '{field0}_{speaker}_{field2}_{n}.wav' } },
          { folders: ['silence'], source: { label: '{dir}' } },
        ],
      },
    ],
    [
      'folders whose files repeat their name',
      ['yes', 'no', 'stop'].flatMap((label) => names(`${label}/${label}_<0>.wav`, ['1', '2', '3'])),
      { source: { label: '{dir}' }, labels: ['no', 'stop', 'yes'] },
    ],
    ['folders below folders', names('train/<0>/<1>.wav', ['yes', 'no'], ['1', '2']), { source: { label: '{dir}' }, labels: ['no', 'yes'] }],
    [
      'names with a speaker',
      names('<0>_<1>_<2>.wav', ['0', '1'], ['ann', 'bob', 'cy'], ['0', '1', '2']),
      { source: { pattern: '{label}_{speaker}_{n}.wav' }, labels: ['0', '1'], groupBy: { field: 'speaker', values: 3 } },
    ],
    ['names with a number', names('<0>-<1>.wav', ['on', 'off'], ['1', '2']), { source: { pattern: '{label}-{n}.wav' }, labels: ['off', 'on'] }],
    [
      'names of several lengths',
      [...names('<0>.1a.wav', ['idle', 'wave']), ...names('<0>.2.ingestion.wav', ['idle', 'wave'])],
      { source: { pattern: '{label}.{rest}.wav' }, labels: ['idle', 'wave'] },
    ],
    ['folders that are no labels', names('<0>/<1>_<2>.wav', ['train', 'test'], ['a', 'b'], ['1', '2']), { source: { pattern: '{label}_{n}.wav' }, labels: ['a', 'b'] }],
    [
      'the part before the first dot, whatever parts it has',
      names('digit<0>.20251106_<1>.csv', ['0', '1'], ['1', '2', '3']),
      { source: { pattern: '{label}.{n}.csv' }, labels: ['digit0', 'digit1'] },
    ],
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
  it.each([
    ['small pictures as they are', [[32, 24], [32, 24]], { width: 32, height: 24 }, {}],
    ['large ones as squares', [[128, 96], [128, 96]], { width: 96, height: 96 }, { resize: 'fit-short' }],
    ['pictures of several sizes as the most frequent one', [[8, 8], [8, 8], [9, 8]], { width: 8, height: 8 }, { resize: 'fit-short' }],
  ])('takes %s', async (_, sizes, image, params) => {
    const files = sizes.map(([width, height], index) => [`mine/${index % 2 ? 'cat' : 'dog'}/${index}.png`, PNG.sync.write(new PNG({ width, height }))]);
    const { manifest } = await generate(Object.fromEntries(files));
    expect(manifest.input).toMatchObject({ image, axes: ['red', 'green', 'blue'] });
    expect(manifest.dataset.sources).toMatchObject([{ path: '**/*.png', params, label: { kind: 'dir' } }]);
    expect(manifest.dsp).toMatchObject([{ block: 'image' }]);
  });

  it.each([
    ['the time in seconds', 'time,x,y', (i: number) => `${i / 50},${i % 7},1`, { timestampUnit: 's' }],
    ['the time since 1970 in microseconds', 't,x,y', (i: number) => `${1.7e15 + i * 20000},${i % 7},1`, { timestampUnit: 'us' }],
    ['times as people write them', 'time;x;y', (i: number) => `0:00:${(10 + i / 50).toFixed(2)};${i % 7};1`, { timestampFormat: 'HH:mm:ss.SSS' }],
    ['no labels in a column that only names the device', 'time,x,y,device', (i: number) => `${i * 20},${i % 7},1,phone`, {}],
    ['a column of labels', 'time;x;y;activity', (i: number) => `${i * 20};${i % 7};1;${i < 60 ? 'sit' : 'walk'}`, { labelColumn: 'activity' }],
  ])('finds %s in csv files, and what it writes reads them', async (_, header, row, csv) => {
    const text = `${[header, ...Array.from({ length: 120 }, (__, i) => row(i))].join('\n')}\n`;
    const { manifest } = await generate({ 'mine/a.csv': text, 'mine/b.csv': text });
    expect(manifest.dataset.sources[0]!.params).toEqual(Object.keys(csv).length > 0 ? { csv } : {});
    expect(manifest.input).toMatchObject({ frequencyHz: 50, axes: ['x', 'y'] });
    expect(manifest.dataset.sources[0]!.label).toEqual({ kind: 'labelColumn' in csv ? 'recording' : 'unlabelled' });
  });

  it('fits rate and window to wav files', async () => {
    const wav = makeWav(new Array<number>(6000).fill(1), { hz: 11025 });
    const { manifest, tree } = await generate({ 'mine/data/a/1.wav': wav, 'mine/data/b/1.wav': wav });
    expect(manifest.input).toEqual({ windowMs: 540, strideMs: 540, frequencyHz: 11025, axes: ['audio'] });
    expect(manifest.dataset.sources[0]).toMatchObject({ path: 'data/**/*.wav', label: { kind: 'dir' } });
    expect(manifest.dsp[0]!.block).toBe('mfcc');
    expect(JSON.parse(tree.read('nx.json', 'utf8')!)).toMatchObject({ plugins: ['nx-impulse'] });
  });

  it('takes axes and rate from csv files', async () => {
    const csv = `timestamp,accX,accY,no\n${Array.from({ length: 200 }, (_, i) => `${i * 16},1.5,-2,${i}`).join('\n')}\n`;
    const { manifest, text } = await generate({ 'motion/wave.1.csv': csv, 'motion/wave.2.csv': csv, 'motion/idle.1.csv': csv, 'motion/idle.2.csv': csv }, { data: 'motion' });
    expect(manifest.input).toMatchObject({ windowMs: 3200, strideMs: 3200, frequencyHz: 62.5, axes: ['accX', 'accY', 'no'] });
    expect(manifest.dsp.map(({ block }) => block)).toEqual(['spectral-analysis', 'flatten']);
    expect(manifest.dsp[0]!.params).toMatchObject({ fftLength: 128 });
    expect(text).toContain('../motion/**/*.csv');
  });

  it('takes an event whole, and looks at a part of what goes on', async () => {
    const files = (lengths: number[]) => Object.fromEntries(lengths.map((length, n) => [`mine/${n % 2 ? 'on' : 'off'}_${n}.wav`, makeWav(new Array<number>(length).fill(1), { hz: 8000 })]));
    const words = [...Array.from({ length: 19 }, (_, n) => 2000 + 100 * n), 15_000];
    expect((await generate(files(words))).manifest.input).toMatchObject({ windowMs: 470, strideMs: 470 });
    expect((await generate(files([80_000, 80_000, 80_000, 80_000]))).manifest.input).toMatchObject({ windowMs: 1000, strideMs: 500 });
  });

  it('looks at recordings of the whole folder, however many there are', async () => {
    const lengths = [...new Array<number>(100).fill(1000), ...new Array<number>(50).fill(8000)];
    const files = lengths.map((length, n) => [`mine/${n % 2 ? 'on' : 'off'}/${String(n).padStart(3, '0')}.wav`, makeWav(new Array<number>(length).fill(1), { hz: 8000 })]);
    expect((await generate(Object.fromEntries(files))).manifest.input).toMatchObject({ windowMs: 1000 });
  });

  it('spares few speakers the validation side', async () => {
    const wav = makeWav([1, 2, 3], { hz: 8000 });
    const files = (speakers: number) => Object.fromEntries(
      names('mine/<0>_<1>_<2>.wav', ['yes', 'no'], Array.from({ length: speakers }, (_, n) => `s${n}x`), ['0', '1']).map((name) => [name, wav]),
    );
    expect((await generate(files(4))).manifest.dataset.split).toMatchObject({ validation: 0, test: 0.2, groupBy: 'speaker' });
    expect((await generate(files(12))).manifest.dataset.split).toMatchObject({ validation: 0.2, test: 0.2, groupBy: 'speaker' });
    const inFolders = names('mine/<0>/<1>_<2>.wav', ['yes', 'no'], ['ann', 'bob', 'cy'], ['0', '1']).map((name) => [name, wav]);
    expect((await generate(Object.fromEntries(inFolders))).manifest.dataset).toMatchObject({ sources: [{ label: { kind: 'dir' } }], split: { groupBy: 'speaker' } });
  });

  it('reads acquisition files, and leaves the sides to a labels file that knows them', async () => {
    const document = { protected: { ver: 'v1', alg: 'none' }, signature: '0', payload: { interval_ms: 16, sensors: ['accX', 'accY'].map((name) => ({ name, units: 'm/s2' })), values: new Array(62).fill([1, 2]) } };
    const info = { version: 1, files: ['wave', 'idle'].map((label) => ({ path: `training/${label}.1.json`, category: 'training', label: { type: 'label', label } })) };
    const recordings = { 'mine/data/training/wave.1.json': JSON.stringify(document), 'mine/data/training/idle.1.json': JSON.stringify(document) };
    const { manifest } = await generate({ ...recordings, 'mine/data/info.labels': JSON.stringify(info) });
    expect(manifest.input).toEqual({ windowMs: 990, strideMs: 990, frequencyHz: 62.5, axes: ['accX', 'accY'] });
    expect(manifest.dataset).toMatchObject({ sources: [{ path: 'data/**/*.json', label: { kind: 'file', path: 'data/info.labels' } }], split: { validation: 0, test: 0 } });
    expect(manifest.dsp[0]!.params).toMatchObject({ fftLength: 32 });
    const sound = { ...document, payload: { ...document.payload, sensors: [{ name: 'audio', units: 'wav' }], values: ['Ref-BINARY-i16'], interval_ms: 0.125 } };
    const bytes = Buffer.concat([encode(sound), Buffer.alloc(8000)]);
    const cbor = await generate({ 'mine/on.1.cbor': bytes, 'mine/on.2.cbor': bytes, 'mine/off.1.cbor': bytes, 'mine/off.2.cbor': bytes });
    expect(cbor.manifest).toMatchObject({ input: { windowMs: 500, frequencyHz: 8000, axes: ['audio'] }, dsp: [{ block: 'mfcc' }] });
  });

  it('takes labels and persons from a table beside the recordings', async () => {
    const csv = `timestamp,accX\n${Array.from({ length: 500 }, (_, i) => `${i * 20},${i % 7}`).join('\n')}\n`;
    const recordings = Object.fromEntries(['1', '2', '3'].flatMap((n) => [[`mine/data/exp${n}a.csv`, csv], [`mine/data/exp${n}b.csv`, csv]]));
    const rows = ['1', '2', '3'].flatMap((n) => [`exp${n}a.csv,${n},sitting,0,300`, `exp${n}b.csv,${n},walking,0,400`]);
    const { manifest } = await generate({ ...recordings, 'mine/data/labels.csv': `recording,subject,activity,start_sample,end_sample\n${rows.join('\n')}\n` });
    expect(manifest.dataset).toMatchObject({ sources: [{ path: 'data/**/exp*.csv', label: { kind: 'file', path: 'data/labels.csv' } }], split: { groupBy: 'subject', validation: 0 } });
    expect(manifest.input).toMatchObject({ windowMs: 2000, strideMs: 500, frequencyHz: 50, axes: ['accX'] });
    const partial = await generate({ ...recordings, 'mine/data/labels.csv': `file,label\nexp1a.csv,sitting\n` });
    expect(partial.manifest.dataset.sources[0]).toMatchObject({ label: { kind: 'unlabelled' } });
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
