import { describe, expect, it } from 'vitest';
import { hasShared, unpackShared } from '../../test/shared-data';
import { makeFolder } from '../../test/temp-folder';
import type { DataSource, SplitSpec } from '../manifest/manifest';
import { findDuplicates } from './find-duplicates';
import { ingestDataset } from './ingest-dataset';
import { openDataset } from './open-dataset';
import { sliceWindows } from './slice-windows';
import { splitDataset } from './split-dataset';
import { summarizeDataset } from './summarize-dataset';

const SPLIT: SplitSpec = { validation: 0.1, test: 0.2, seed: 1 };

async function ingest(set: string, sources: DataSource[], frequencyHz: number, axes: string[]) {
  const output = makeFolder();
  const paths = { root: unpackShared(set), output, scratch: makeFolder(), blocks: {} };
  const { document } = await ingestDataset({ ...paths, sources, input: { frequencyHz, axes }, progress: () => undefined });
  return { document, dataset: openDataset(output) };
}

const ACC = ['accX', 'accY', 'accZ'];
const GYR = ['gyrX', 'gyrY', 'gyrZ'];

describe.skipIf(!hasShared('motion-hapt'))('real recordings (needs ../shared)', () => {
  it.each([
    ['a csv of stretches', { kind: 'file', path: 'hapt/labels.csv' }, undefined],
    ['structured labels', { kind: 'file', path: 'hapt/structured_labels.labels' }, 'exp{exp}_user{subject}.csv'],
  ] as const)('labels continuous activities by %s and keeps subjects apart', async (_, label, pattern) => {
    const source = { path: 'hapt/exp*.csv', params: {}, label, ...(pattern && { pattern }) };
    const { dataset } = await ingest('motion-hapt', [source], 50, [...ACC, ...GYR]);
    expect(dataset.samples).toHaveLength(42);
    expect(dataset.labels).toHaveLength(12);
    expect(dataset.samples.reduce((sum, sample) => sum + (sample.spans?.length ?? 0), 0)).toBeGreaterThan(800);
    const subjects = [...new Set(dataset.samples.map((sample) => sample.metadata.subject))].sort();
    expect(subjects).toHaveLength(21);
    const split = splitDataset(dataset.samples, { ...SPLIT, groupBy: 'subject', hold: subjects.slice(0, 6) });
    const held = dataset.samples.filter((sample) => split[sample.id] === 'test').map((sample) => sample.metadata.subject);
    expect([...new Set(held)].sort()).toEqual(subjects.slice(0, 6));
    const windows = sliceWindows(dataset, { windowMs: 2560, strideMs: 1280, frequencyHz: 50 });
    const walking = windows.filter((window) => window.label === 'walking');
    expect(walking.length).toBeGreaterThan(500);
    expect(windows.filter((window) => window.label === null).length).toBeLessThan(windows.length / 2);
  });

  it('takes labels and sides of a studio export from its info.labels', async () => {
    const label = { kind: 'file', path: 'ei-gestures/info.labels' } as const;
    const { dataset, document } = await ingest('motion-ei-gestures', [{ path: 'ei-gestures/*/*.json', params: {}, label }], 62.5, ACC);
    expect(dataset.samples).toHaveLength(2988);
    expect(document.quarantine).toEqual([]);
    expect(dataset.labels).toEqual(['fall', 'groundquack', 'idle', 'shake']);
    const split = splitDataset(dataset.samples, { ...SPLIT, validation: 0, test: 0 });
    expect(dataset.samples.every((sample) => split[sample.id] === (sample.file.includes('/testing/') ? 'test' : 'train'))).toBe(true);
  });

  it('labels by folder and finds what stands twice in a set', async () => {
    const pattern = '{label}/{speaker}_nohash_{n}.wav';
    const sources: DataSource[] = [
      { path: 'speech-commands/[a-z]*/*.wav', params: {}, label: { kind: 'pattern', pattern } },
      { path: 'speech-commands/_unknown_/*.wav', params: {}, label: { kind: 'dir' }, pattern: '{word}_{speaker}_nohash_{n}.wav' },
      { path: 'speech-commands/_silence_/*.wav', params: {}, label: { kind: 'dir' } },
    ];
    const { dataset } = await ingest('kws-speech-commands', sources, 16000, ['audio']);
    expect(dataset.labels).toHaveLength(12);
    const split = splitDataset(dataset.samples, { ...SPLIT, groupBy: 'speaker' });
    const duplicates = findDuplicates(dataset.samples, split);
    expect(duplicates.length).toBeGreaterThan(10);
    for (const side of ['train', 'validation', 'test']) expect(Object.values(split)).toContain(side);
    const speakers = (side: string) =>
      new Set(dataset.samples.filter(({ id }) => split[id] === side).flatMap(({ metadata }) => metadata.speaker ?? []));
    expect([...speakers('test')].filter((speaker) => speakers('train').has(speaker))).toEqual([]);
  });

  it('reads real photographs with their boxes, made small and square', async () => {
    const output = makeFolder();
    const label = { kind: 'boxes', path: 'bccd/Annotations/*.xml' } as const;
    const sources: DataSource[] = [{ path: 'bccd/JPEGImages/*0[1-3]?.jpg', params: { resize: 'fit-short' }, label, relabel: { Platelets: 'platelet' } }];
    const input = { frequencyHz: 96 * 96, axes: ['gray'], image: { width: 96, height: 96 } };
    const paths = { root: unpackShared('objdet-bccd'), output, scratch: makeFolder(), blocks: {} };
    const { document, shards } = await ingestDataset({ ...paths, sources, input, progress: () => undefined });
    expect(document.quarantine).toEqual([]);
    const samples = shards.flatMap((shard) => shard.samples);
    expect(summarizeDataset(samples, []).boxes).toMatchObject([{ label: 'RBC' }, { label: 'WBC' }, { label: 'platelet' }]);
    expect(samples.every(({ length, dtype }) => length === 96 * 96 && dtype === 'uint8')).toBe(true);
    const inside = samples.flatMap(({ boxes = [] }) => boxes).every(({ x, y, width, height }) => x >= 0 && y >= 0 && x + width <= 96.001 && y + height <= 96.001);
    expect(inside).toBe(true);
  });

  it('reads csv without header by folder', async () => {
    const { dataset } = await ingest('motion-stm32har', [{ path: 'stm32-har/*/*.csv', params: {}, label: { kind: 'dir' } }], 26, ACC);
    expect(dataset.labels).toEqual(['running', 'stationary', 'walking']);
  });
});
