import { appendFileSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { makeFolder } from '../../../test/temp-folder';
import { type OpenDataset, openDataset } from '../../data/open-dataset';
import { sliceWindows } from '../../data/slice-windows';
import { createShard, finishDataset } from '../../data/write-dataset';
import { extractShards } from './extract-shards';

const INPUT = { windowMs: 200, strideMs: 100, frequencyHz: 10 };

/** Shard -> file -> values: three shards whose files stand between one another in the order of names. */
const RECORDINGS: Record<string, Record<string, number[]>> = {
  'shard-00': { 'a.csv': [1, 2, 3, 4], 'd.csv': [5, 6] },
  'shard-01': { 'b.csv': [7, 8, 9] },
  'shard-1': { 'c.csv': [10], 'e.csv': [11, 12, 13] },
};
const ROWS = [[1, 2], [2, 3], [3, 4], [7, 8], [8, 9], [10, 0], [5, 6], [11, 12], [12, 13]];

let cache: string;
beforeEach(() => {
  cache = makeFolder();
  vi.stubEnv('NX_IMPULSE_CACHE', cache);
});
afterEach(() => vi.unstubAllEnvs());

describe('extractShards', () => {
  it('gives the rows of all windows in the order of the samples, and computes none of them twice', async () => {
    expect(await extract(RECORDINGS)).toEqual({ rows: ROWS, computed: 9, said: '3 of 3 shards changed' });
    expect(await extract(RECORDINGS)).toEqual({ rows: ROWS, computed: 0, said: '0 of 3 shards changed' });
  });

  it('computes the one shard of a file that changed, or came', async () => {
    await extract(RECORDINGS);
    const changed = await extract({ ...RECORDINGS, 'shard-01': { 'b.csv': [7, 8, 99] } });
    expect(changed).toEqual({ rows: ROWS.map((row) => (row[1] === 9 ? [8, 99] : row)), computed: 2, said: '1 of 3 shards changed' });
    const more = await extract({ ...RECORDINGS, 'shard-00': { '0.csv': [70, 80], ...RECORDINGS['shard-00'] } });
    expect(more).toEqual({ rows: [[70, 80], ...ROWS], computed: 5, said: '1 of 3 shards changed' });
  });

  it('computes none where labels change alone, and all where anything else of the extraction does', async () => {
    await extract(RECORDINGS);
    expect(await extract(RECORDINGS, { label: 'other' })).toMatchObject({ rows: ROWS, computed: 0 });
    expect(await extract(RECORDINGS, { ingredients: ['another block'] })).toMatchObject({ computed: 9 });
    expect(await extract(RECORDINGS, { strideMs: 200 })).toMatchObject({ computed: 6 });
  });

  it.each([
    ['somebody wrote to', (path: string) => writeFileSync(path, readFileSync(path).fill(1, 4, 5))],
    ['was cut', (path: string) => writeFileSync(path, readFileSync(path).subarray(8))],
    ['has grown', (path: string) => appendFileSync(path, 'more')],
  ])('computes again what %s, and keeps it whole', async (_, damage) => {
    await extract(RECORDINGS);
    const paths = readdirSync(join(cache, 'feature-shards')).map((name) => join(cache, 'feature-shards', name));
    damage(paths[0]!);
    expect(await extract(RECORDINGS)).toMatchObject({ rows: ROWS, said: '1 of 3 shards changed' });
    expect(await extract(RECORDINGS)).toMatchObject({ rows: ROWS, computed: 0 });
  });

  it('keeps nothing of a shard that failed, and the shards before it', async () => {
    const fails = { 'shard-00': RECORDINGS['shard-00']!, 'shard-01': { 'b.csv': [NaN, 1] }, 'shard-1': RECORDINGS['shard-1']! };
    await expect(extract(fails)).rejects.toThrow('NaN');
    expect(readdirSync(join(cache, 'feature-shards'))).toHaveLength(1);
    expect(await extract(RECORDINGS)).toMatchObject({ rows: ROWS, computed: 5 });
  });

  it('keeps nothing of a dataset of one shard, whose rows are all in the artefact', async () => {
    expect(await extract({ all: RECORDINGS['shard-00']! })).toEqual({ rows: [[1, 2], [2, 3], [3, 4], [5, 6]], computed: 4, said: '4 of 4 windows' });
    expect(readdirSync(cache)).toEqual([]);
  });
});

/** Features are the values of a window; those of a dataset that was written and opened. */
async function extract(shards: typeof RECORDINGS, { label = 'x', ingredients = ['block'], strideMs = 100 } = {}) {
  const dataset = write(shards, label);
  const [rows, said]: [number[], string[]] = [[], []];
  let computed = 0;
  await extractShards({
    ...{ dataset, windows: sliceWindows(dataset, { ...INPUT, strideMs }), columns: 2, ingredients },
    async extract(windows, append, report) {
      for (const { sample, start, length } of windows) {
        const values = dataset.values(dataset.samples[sample]!).slice(start, start + length);
        if (values.includes(NaN)) throw new Error('NaN');
        append(Float32Array.from({ length: 2 }, (_, step) => values[step] ?? 0));
        report(++computed);
      }
    },
    append: (more) => void rows.push(...more),
    progress: (message) => void said.push(message.split(':')[0]!),
  });
  return { rows: Array.from({ length: rows.length / 2 }, (_, row) => rows.slice(2 * row, 2 * row + 2)), computed, said: said.at(-1) };
}

function write(shards: typeof RECORDINGS, label: string): OpenDataset {
  const folder = makeFolder();
  const written = Object.entries(shards).map(([name, files]) => {
    const shard = createShard(folder, name);
    for (const [file, values] of Object.entries(files)) {
      const sample = { id: file, file, label, axes: ['x'], frequencyHz: 10, length: values.length, dtype: 'float32' as const, metadata: {} };
      shard.append({ ...sample, content: file }, Float32Array.from(values));
    }
    return shard.close();
  });
  finishDataset(folder, written, []);
  return openDataset(folder);
}
