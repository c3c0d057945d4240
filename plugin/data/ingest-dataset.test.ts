import { existsSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { PNG } from 'pngjs';
import { beforeAll, describe, expect, it, vi } from 'vitest';
import { makeWav } from '../../test/make-wav';
import { hasShared, unpackShared } from '../../test/shared-data';
import { makeFolder } from '../../test/temp-folder';
import type { DataSource, LabelRule } from '../manifest/manifest';
import { ingestDataset } from './ingest-dataset';
import { openDataset } from './open-dataset';
import * as readers from './read-recording';

const LFS = 'version https://git-lfs.github.com/spec/v1\noid sha256:00\nsize 9\n';
const input = { frequencyHz: 16000, axes: ['audio'] };
const source = (path: string, label: LabelRule = { kind: 'dir' }, params = {}): DataSource => ({ path, label, params });

async function ingest(root: string, sources: DataSource[], over = {}, blocks: Record<string, string> = {}, made: Record<string, string> = {}) {
  const output = makeFolder();
  const request = { root, sources, input: { ...input, ...over }, blocks, made, output, scratch: makeFolder(), progress: () => undefined };
  const { document } = await ingestDataset(request);
  return { document, output, dataset: openDataset(output) };
}

function inodes(output: string): number[] {
  return readdirSync(join(output, 'shards')).map((file) => statSync(join(output, 'shards', file)).ino);
}

describe('ingestDataset', () => {
  beforeAll(() => void (process.env.NX_IMPULSE_CACHE = makeFolder()));

  it('keeps every value, label and field of every recording, in order of the names', async () => {
    const root = makeFolder({
      'data/no/b_1.wav': makeWav([5]),
      'data/yes/a_2.wav': makeWav([1, 2, 3]),
      'data/yes/c_3.wav': makeWav([9, 8]),
    });
    const { dataset } = await ingest(root, [source('data/**/*.wav', { kind: 'pattern', pattern: '{label}/{who}_{n}.wav' })]);
    expect(dataset.labels).toEqual(['no', 'yes']);
    expect(dataset.samples.map(({ file, label, metadata }) => [file, label, metadata.who])).toEqual([
      ['data/no/b_1.wav', 'no', 'b'],
      ['data/yes/a_2.wav', 'yes', 'a'],
      ['data/yes/c_3.wav', 'yes', 'c'],
    ]);
    expect(dataset.samples.map((sample) => [...dataset.values(sample)])).toEqual([[5], [1, 2, 3], [9, 8]]);
  });

  it('reads objects that were fetched, with their labels, and lists those that can be no files', async () => {
    const refused = JSON.stringify([{ file: 'bucket/in/../x.wav', problem: 'it leads to another folder' }]);
    const fetched = makeFolder({ 'files/bucket/in/a.wav': makeWav([1]), 'files/bucket/in/l.csv': 'file,label\na.wav,yes\n', 'refused.json': refused });
    const objects = source('s3://bucket/in/**/*', { kind: 'file', path: 's3://bucket/in/l.csv' });
    const made = { 'objects:0': fetched };
    const { dataset, document } = await ingest(makeFolder(), [objects], {}, {}, made);
    expect(dataset.samples.map(({ file, label }) => [file, label])).toEqual([['bucket/in/a.wav', 'yes']]);
    expect(document.quarantine).toEqual([expect.objectContaining({ file: 'bucket/in/../x.wav', code: 'IMP_S3_KEY' })]);
    const strict = { ...objects, params: { onBroken: 'refuse' } };
    await expect(ingest(makeFolder(), [strict], {}, {}, made)).rejects.toMatchObject({ code: 'IMP_S3_KEY' });
  });

  it('lists every file that it cannot use, with code and reason', async () => {
    const root = makeFolder({
      'd/y/good.wav': makeWav([1]),
      'd/y/empty.wav': '',
      'd/y/annex.wav': '/annex/objects/SHA256E-s9--00.wav\n',
      'd/y/lfs.wav': LFS,
      'd/y/gone.WAV.dvc': 'outs:\n- md5: 00\n  path: gone.WAV\n',
      'd/y/text.wav': 'not a wav file at all',
    });
    const { document, dataset } = await ingest(root, [source('d/**/*.wav')]);
    expect(dataset.samples).toHaveLength(1);
    expect(document.quarantine.map(({ file, code }) => [file, code])).toEqual([
      ['d/y/annex.wav', 'IMP_FILE_POINTER'],
      ['d/y/empty.wav', 'IMP_FILE_EMPTY'],
      ['d/y/gone.WAV.dvc', 'IMP_FILE_POINTER'],
      ['d/y/lfs.wav', 'IMP_FILE_POINTER'],
      ['d/y/text.wav', 'IMP_RECORDING_BROKEN'],
    ]);
    expect(document.quarantine[3].reason).toContain('git lfs pull');
  });

  it('merges labels, and stops where a label to change is one that no recording has', async () => {
    const root = makeFolder({ 'd/up/a.wav': makeWav([1]), 'd/down/b.wav': makeWav([2]) });
    const relabelled = (relabel: DataSource['relabel']) => ingest(root, [{ ...source('d/**/*.wav'), relabel }]);
    expect((await relabelled({ up: 'stairs', down: 'stairs' })).dataset.labels).toEqual(['stairs']);
    await expect(relabelled({ upp: 'stairs' })).rejects.toMatchObject({ code: 'IMP_RELABEL_UNKNOWN', details: { known: 'down, up' } });
  });

  it('stops at the first broken file where the source says refuse', async () => {
    const root = makeFolder({ 'd/a.wav': makeWav([1]), 'd/b.wav': '' });
    const refuse = source('d/*.wav', { kind: 'dir' }, { onBroken: 'refuse' });
    await expect(ingest(root, [refuse])).rejects.toThrow(expect.objectContaining({ code: 'IMP_FILE_EMPTY' }));
  });

  it.each<[string, Record<string, string | Buffer>, DataSource]>([
    ['IMP_DATA_NONE', {}, source('d/*.wav')],
    ['IMP_DATA_ALL_BROKEN', { 'd/a.wav': '', 'd/b.wav': 'x' }, source('d/*.wav')],
    ['IMP_RATE_MISMATCH', { 'd/a.csv': 't,x\n0,1\n10,3\n20,5\n' }, source('d/*.csv')],
    ['IMP_RATE_MISMATCH', { 'd/a.wav': makeWav([1], { hz: 8000 }) }, source('d/*.wav')],
    ['IMP_CHANNEL_MISSING', { 'd/a.wav': makeWav([1]) }, source('d/*.wav', { kind: 'dir' }, { channels: [2] })],
    ['IMP_FILE_POINTER', { 'd.dvc': 'outs:\n- md5: 00.dir\n  path: d\n' }, source('d/**/*.wav')],
    ['IMP_FILE_POINTER', { 'd/a.wav': makeWav([1]), 'l.csv': LFS }, source('d/*.wav', { kind: 'file', path: 'l.csv' })],
    ['IMP_DATA_ALL_BROKEN', { 'd/a.mp3': 'x' }, source('d/*')],
    ['IMP_LABELS_FILE', { 'd/a.wav': makeWav([1]) }, source('d/*.wav', { kind: 'file', path: 'none.csv' })],
  ])('stops with %s', async (code, files, from) => {
    await expect(ingest(makeFolder(files), [from])).rejects.toThrow(expect.objectContaining({ code }));
  });

  it('writes the same dataset again without reading, and one shard anew for a new file', async () => {
    const files = Object.fromEntries(Array.from({ length: 3000 }, (_, i) => [`d/${i % 2}/${i}.wav`, makeWav([i, i + 1])]));
    const root = makeFolder(files);
    const first = await ingest(root, [source('d/**/*.wav')]);
    const again = await ingest(root, [source('d/**/*.wav')]);
    expect(inodes(again.output)).toEqual(inodes(first.output));
    writeFileSync(join(root, 'd/0/new.wav'), makeWav([5]));
    const more = await ingest(root, [source('d/**/*.wav')]);
    expect(more.document.samples).toBe(3001);
    expect(inodes(first.output).length).toBeGreaterThanOrEqual(6);
    expect(inodes(more.output).filter((inode) => !inodes(first.output).includes(inode))).toHaveLength(2);
    expect(more.dataset.samples.filter(({ label }) => label === '1').every((sample) => more.dataset.values(sample)[0] % 2 === 1)).toBe(
      true,
    );
  });

  it('writes a shard anew when a label changes and nothing else', async () => {
    const root = makeFolder({ 'a.wav': makeWav([1]), 'b.wav': makeWav([2]), 'l.csv': 'file,label\na.wav,up\nb.wav,up\n' });
    const from = source('*.wav', { kind: 'file', path: 'l.csv' });
    expect((await ingest(root, [from])).dataset.labels).toEqual(['up']);
    writeFileSync(join(root, 'l.csv'), 'file,label\na.wav,up\nb.wav,down\n');
    expect((await ingest(root, [from])).dataset.labels).toEqual(['down', 'up']);
  });

  it('finds nothing again under what a file held before it changed in mid-ingest', async () => {
    const root = makeFolder({ 'd/y/a.wav': makeWav([1, 2, 3]) });
    const file = join(root, 'd/y/a.wav');
    const output = makeFolder();
    const request = { root, sources: [source('d/**/*.wav')], input, blocks: {}, output, scratch: makeFolder(), progress: () => undefined, keptBytes: 0 };
    const read = vi.spyOn(readers, 'readBytes').mockImplementationOnce((_, absolute) => {
      writeFileSync(file, makeWav([7, 8, 9]));
      return readFileSync(absolute);
    });
    await ingestDataset(request);
    expect(read).toHaveBeenCalledTimes(1);
    read.mockRestore();
    writeFileSync(file, makeWav([1, 2, 3]));
    const { dataset } = await ingest(root, [source('d/**/*.wav')]);
    expect([...dataset.values(dataset.samples[0])]).toEqual([1, 2, 3]);
  });

  it('reads files that fit into memory once, and gives what reading them twice gives', async () => {
    const root = makeFolder({ 'd/y/a.wav': makeWav([1, 2, 3]), 'd/y/b.wav': makeWav([4]), 'd/y/c.wav': '' });
    const request = { root, sources: [source('d/**/*.wav')], input, blocks: {}, scratch: makeFolder(), progress: () => undefined };
    const read = vi.spyOn(readers, 'readBytes');
    const datasets = [];
    for (const keptBytes of [1000, 50, 0]) {
      vi.stubEnv('NX_IMPULSE_CACHE', makeFolder());
      const output = makeFolder();
      await ingestDataset({ ...request, output, keptBytes });
      datasets.push([read.mock.calls.length, readFileSync(join(output, 'shards/shard-all.json'), 'utf8'), readFileSync(join(output, 'shards/shard-all.bin'), 'hex')]);
    }
    vi.unstubAllEnvs();
    read.mockRestore();
    expect(datasets.map(([times]) => times)).toEqual([0, 1, 3]);
    expect(new Set(datasets.map(([, ...files]) => files.join())).size).toBe(1);
  });

  it('takes labelled stretches from the recording where the rule says so', async () => {
    const csv = 'x,y,what\n1,2,sit\n3,4,sit\n5,6,walk\n';
    const root = makeFolder({ 'd/a.csv': csv });
    const over = { axes: ['x', 'y'], frequencyHz: 10 };
    const own = await ingest(root, [source('d/*.csv', { kind: 'recording' }, { csv: { labelColumn: 'what' } })], over);
    expect(own.dataset.samples[0]).toMatchObject({
      label: null,
      spans: [
        { start: 0, end: 1, label: 'sit' },
        { start: 2, end: 2, label: 'walk' },
      ],
    });
    const folder = await ingest(root, [source('d/*.csv', { kind: 'dir' }, { csv: { labelColumn: 'what' } })], over);
    expect(folder.dataset.samples[0].label).toBe('d');
    expect(folder.dataset.samples[0].spans).toBeUndefined();
  });

  it('resamples recordings of another rate where the source says so, stretches with them', async () => {
    const tone = Array.from({ length: 4410 }, (_, i) => Math.round(10000 * Math.sin((2 * Math.PI * 440 * i) / 44100)));
    const root = makeFolder({ 'a.wav': makeWav(tone, { hz: 44100 }), 'l.csv': 'file,label,start,end\na.wav,up,0,2204\na.wav,down,2205,4409\n' });
    const { dataset } = await ingest(root, [source('*.wav', { kind: 'file', path: 'l.csv' }, { resample: true })]);
    const [sample] = dataset.samples;
    expect(sample).toMatchObject({ frequencyHz: 16000, length: 1600, dtype: 'int16' });
    expect(sample.spans).toEqual([
      { start: 0, end: 799, label: 'up' },
      { start: 800, end: 1599, label: 'down' },
    ]);
    const error = dataset.values(sample).slice(100, 1500).map((value, i) => value - 10000 * Math.sin((2 * Math.PI * 440 * (i + 100)) / 16000));
    expect(Math.max(...error.map(Math.abs))).toBeLessThan(100);
  });

  it('brings pictures to the size and channels of the input, by the image block', async () => {
    const data = Buffer.from([0, 0, 0, 255, 255, 255, 255, 255, 0, 0, 0, 255, 255, 255, 255, 255]);
    const root = makeFolder({ 'd/a.png': PNG.sync.write(Object.assign(new PNG({ width: 4, height: 1 }), { data })) });
    const over = { frequencyHz: 2, axes: ['gray'], image: { width: 2, height: 1 } };
    const { dataset } = await ingest(root, [source('d/*.png', { kind: 'dir' }, { resize: 'squash' })], over);
    expect(dataset.samples).toMatchObject([{ length: 2, dtype: 'uint8', axes: ['gray'], label: 'd' }]);
    // Of a triangle two pixels wide on each side, cut at the edges of the picture: weights 3, 3, 1 of 7 from its end on.
    expect([...dataset.values(dataset.samples[0])]).toEqual([109, 146]);
  });

  it.each([1, 2e9])('quarantines a recording whose rate of %d Hz can only be wrong, where it would be resampled', async (hz) => {
    const root = makeFolder({ 'd/y/a.wav': makeWav([1, 2, 3], { hz }), 'd/y/b.wav': makeWav([1, 2, 3]) });
    const { document } = await ingest(root, [source('d/**/*.wav', { kind: 'dir' }, { resample: true })]);
    expect(document.quarantine).toEqual([expect.objectContaining({ file: 'd/y/a.wav', reason: expect.stringContaining('more than 256 times away') })]);
  });

  it('moves labelled stretches along when jittered times are put on the grid', async () => {
    const rows = Array.from({ length: 50 }, (_, i) => `${i * 21},${i}`);
    const root = makeFolder({ 'a.csv': `t,x\n${rows.join('\n')}\n`, 'l.csv': 'file,label,start,end\na.csv,up,0,24\na.csv,down,25,49\n' });
    const from = source('a.csv', { kind: 'file', path: 'l.csv' });
    const { dataset } = await ingest(root, [from], { axes: ['x'], frequencyHz: 50 });
    expect(dataset.samples[0].spans).toEqual([
      { start: 0, end: 25, label: 'up' },
      { start: 26, end: 51, label: 'down' },
    ]);
  });

  it("labels what a user's own block made", async () => {
    const block = makeFolder({
      'index.cjs': `const { writeFileSync } = require('node:fs');
        exports.generate = async ({ folder, params }) => {
          writeFileSync(folder + '/a.csv', 'x\\n' + params.value + '\\n');
          const row = { path: 'a.csv', label: { type: 'label', label: 'made' }, metadata: { who: 'me' } };
          writeFileSync(folder + '/info.labels', JSON.stringify({ files: [row] }));
        };`,
    });
    const made: DataSource = { block: './mine', params: { value: 7 }, label: { kind: 'recording' } };
    const { dataset } = await ingest(makeFolder(), [made], { axes: ['x'], frequencyHz: 10 }, { 'block:./mine': block });
    expect(dataset.samples).toMatchObject([{ file: 'mine/a.csv', label: 'made', metadata: { who: 'me' } }]);
    expect([...dataset.values(dataset.samples[0])]).toEqual([7]);
  });

  it('refuses a label that ends behind the recording', async () => {
    const root = makeFolder({
      'a.wav': makeWav([1, 2]),
      'b.wav': makeWav([3]),
      'l.csv': 'file,label,start,end\na.wav,up,0,1\nb.wav,up,0,1\n',
    });
    const { document } = await ingest(root, [source('*.wav', { kind: 'file', path: 'l.csv' })]);
    expect(document.quarantine).toMatchObject([{ file: 'b.wav', code: 'IMP_LABEL_MISSING' }]);
  });

  it.skipIf(!hasShared('kws-fsdd'))('reads all 2,000 spoken digits of ../shared', async () => {
    const root = unpackShared('kws-fsdd');
    const pattern: LabelRule = { kind: 'pattern', pattern: '{label}_{speaker}_{n}.wav' };
    const { dataset, output } = await ingest(root, [source('fsdd/*.wav', pattern)], { frequencyHz: 8000 });
    expect(dataset.samples).toHaveLength(2000);
    expect(dataset.labels).toEqual([...'0123456789']);
    expect(new Set(dataset.samples.map((sample) => sample.metadata.speaker)).size).toBe(4);
    expect(existsSync(join(output, 'shards', 'shard-0.bin'))).toBe(true);
  });
});
