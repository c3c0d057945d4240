import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { makeWav } from '../../test/make-wav';
import { hasShared, unpackShared } from '../../test/shared-data';
import { makeFolder } from '../../test/temp-folder';
import type { DataSource, LabelRule } from '../manifest/manifest';
import { ingestDataset } from './ingest-dataset';
import { openDataset } from './open-dataset';

const input = { frequencyHz: 16000, axes: ['audio'] };
const source = (path: string, label: LabelRule = { kind: 'dir' }, params = {}): DataSource => ({ path, label, params });

async function ingest(root: string, sources: DataSource[], over = {}) {
  const output = makeFolder();
  const request = { root, sources, input: { ...input, ...over }, blocks: {}, output, scratch: makeFolder(), progress: () => undefined };
  const { document } = await ingestDataset(request);
  return { document, output, dataset: openDataset(output) };
}

describe('ingestDataset', () => {
  it('keeps every value, label and field of every recording, in order of the names', async () => {
    const root = makeFolder({ 'data/no/b_1.wav': makeWav([5]), 'data/yes/a_2.wav': makeWav([1, 2, 3]), 'data/yes/c_3.wav': makeWav([9, 8]) });
    const { dataset } = await ingest(root, [source('data/**/*.wav', { kind: 'pattern', pattern: '{label}/{who}_{n}.wav' })]);
    expect(dataset.labels).toEqual(['no', 'yes']);
    expect(dataset.samples.map(({ file, label, metadata }) => [file, label, metadata.who])).toEqual([
      ['data/no/b_1.wav', 'no', 'b'],
      ['data/yes/a_2.wav', 'yes', 'a'],
      ['data/yes/c_3.wav', 'yes', 'c'],
    ]);
    expect(dataset.samples.map((sample) => [...dataset.values(sample)])).toEqual([[5], [1, 2, 3], [9, 8]]);
  });

  it('lists every file that it cannot use, with code and reason', async () => {
    const root = makeFolder({
      'd/y/good.wav': makeWav([1]),
      'd/y/empty.wav': '',
      'd/y/lfs.wav': 'version https://git-lfs.github.com/spec/v1\noid sha256:00\nsize 9\n',
      'd/y/gone.wav.dvc': 'outs:\n- md5: 00\n  path: gone.wav\n',
      'd/y/text.wav': 'not a wav file at all',
    });
    const { document, dataset } = await ingest(root, [source('d/**/*.wav')]);
    expect(dataset.samples).toHaveLength(1);
    expect(document.quarantine.map(({ file, code }) => [file, code])).toEqual([
      ['d/y/empty.wav', 'IMP_FILE_EMPTY'],
      ['d/y/gone.wav.dvc', 'IMP_FILE_POINTER'],
      ['d/y/lfs.wav', 'IMP_FILE_POINTER'],
      ['d/y/text.wav', 'IMP_RECORDING_BROKEN'],
    ]);
    expect(document.quarantine[2].reason).toContain('git lfs pull');
  });

  it('stops at the first broken file where the source says refuse', async () => {
    const root = makeFolder({ 'd/a.wav': makeWav([1]), 'd/b.wav': '' });
    const refuse = source('d/*.wav', { kind: 'dir' }, { onBroken: 'refuse' });
    await expect(ingest(root, [refuse])).rejects.toThrow(expect.objectContaining({ code: 'IMP_FILE_EMPTY' }));
  });

  it.each<[string, Record<string, string | Buffer>, DataSource]>([
    ['IMP_DATA_NONE', {}, source('d/*.wav')],
    ['IMP_DATA_ALL_BROKEN', { 'd/a.wav': '', 'd/b.wav': 'x' }, source('d/*.wav')],
    ['IMP_RATE_MISMATCH', { 'd/a.wav': makeWav([1], { hz: 8000 }) }, source('d/*.wav')],
    ['IMP_DATA_ALL_BROKEN', { 'd/a.mp3': 'x' }, source('d/*')],
    ['IMP_LABELS_FILE', { 'd/a.wav': makeWav([1]) }, source('d/*.wav', { kind: 'file', path: 'none.csv' })],
  ])('stops with %s', async (code, files, from) => {
    await expect(ingest(makeFolder(files), [from])).rejects.toThrow(expect.objectContaining({ code }));
  });

  it('refuses a label that ends behind the recording', async () => {
    const root = makeFolder({ 'a.wav': makeWav([1, 2]), 'b.wav': makeWav([3]), 'l.csv': 'file,label,start,end\na.wav,up,0,1\nb.wav,up,0,1\n' });
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
