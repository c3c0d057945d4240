import { type ColumnSource, parquetWriteBuffer } from 'hyparquet-writer';
import { describe, expect, it } from 'vitest';
import { makeFolder } from '../../../test/temp-folder';
import { ingestDataset } from '../ingest-dataset';
import { openDataset } from '../open-dataset';
import type { CsvOptions } from './format';
import { readParquet } from './parquet';

const X: ColumnSource = { name: 'x', data: Float32Array.of(0.1, -2, 3), type: 'FLOAT' };
const Y: ColumnSource = { name: 'y', data: [10, 20, 30], type: 'INT32' };
const write = (...columnData: ColumnSource[]) => Buffer.from(parquetWriteBuffer({ columnData }));
const read = (bytes: Buffer, csv: CsvOptions = {}) =>
  readParquet({ file: 'a.parquet', bytes, axes: ['x', 'y'], frequencyHz: 50, options: { csv } });

/** 20 ms apart, in microseconds: a type of its own, which counts from 1970. */
const TIMES: ColumnSource = { name: 'when', data: [0, 20_000, 40_000].map((us) => new Date(1.7e12 + us / 1000)), type: 'TIMESTAMP' };

/** The size of its page is a struct. */
const NO_SIZE = Buffer.from(
  'UEFSMSgJaHlwYXJxdWV0GRwcAAAAcgAAAFBBUjEBAAD+AQA+AQAAgJoCAJg/AD8APwA/AD8APwA/AD8APwA/AD8APwA/AD8APwA/AD8APwA/AD8VBBksSARy' +
  'b290FQIAFQglAhgFYXVkaW8AFlAZHBkcJggcFQgZFRIZGAVhdWRpbxUCFlAW8AIWngEmCDw2ACgEAACAPxgEAAAAgDYAABkcFQYVEhUCAAAAFvACFlA2ngEA' +
  'KAloeXBhcnF1ZXQZHBwAAAByAAAAUEFSMQ==',
  'base64',
);

describe('readParquet', () => {
  it('reads columns of several types by the names of the axes, to the last bit', async () => {
    const { values, dtype, frequencyHz } = await read(write({ name: 'n', data: [1n, 2n, 3n], type: 'INT64' }, Y, X));
    expect([[...values], dtype, frequencyHz]).toEqual([[Math.fround(0.1), 10, -2, 20, 3, 30], 'float32', 50]);
  });

  it('finds a column of timestamps by its type, and others as in csv files', async () => {
    expect((await read(write(TIMES, X, Y))).frequencyHz).toBe(50);
    const seconds: ColumnSource = { name: 'clock', data: [0, 0.01, 0.02], type: 'DOUBLE' };
    expect((await read(write(seconds, X, Y), { timestamp: 'clock', timestampUnit: 's' })).frequencyHz).toBe(100);
  });

  it('labels row by row', async () => {
    const what: ColumnSource = { name: 'what', data: ['sit', 'sit', 'walk'], type: 'STRING' };
    expect((await read(write(X, Y, what), { labelColumn: 'what' })).spans).toEqual([
      { start: 0, end: 1, label: 'sit' },
      { start: 2, end: 2, label: 'walk' },
    ]);
  });

  it.each<[string, Buffer, string]>([
    ['text', Buffer.from('no table of any kind'), 'no readable Parquet'],
    ['a cut file', write(X, Y).subarray(20), 'no readable Parquet'],
    ['no rows', write({ name: 'x', data: [], type: 'DOUBLE' }), 'no rows'],
    ['nothing in a cell', write(X, { name: 'y', data: [1, null, 3], type: 'DOUBLE' }), 'row 2: "" in column y is no number'],
    ['a size that is no number', NO_SIZE, 'a page has no number where one belongs'],
    ['a column of words', write(X, { name: 'y', data: ['a', 'b', 'c'], type: 'STRING' }), 'row 1: "a" in column y'],
  ])('names %s', async (_, bytes, problem) => {
    await expect(read(bytes)).rejects.toMatchObject({ code: 'IMP_RECORDING_BROKEN', message: expect.stringContaining(problem) });
  });

  it('goes into a dataset beside csv files', async () => {
    process.env.NX_IMPULSE_CACHE = makeFolder();
    const root = makeFolder({ 'd/up/a.parquet': write(X, Y), 'd/down/b.csv': 'x,y\n1,2\n' });
    const sources = ['parquet', 'csv'].map((ending) => ({ path: `d/*/*.${ending}`, params: {}, label: { kind: 'dir' as const } }));
    const [output, input] = [makeFolder(), { frequencyHz: 50, axes: ['x', 'y'] }];
    await ingestDataset({ root, sources, input, blocks: {}, output, scratch: makeFolder(), progress: () => undefined });
    expect(openDataset(output).samples.map(({ file, label, length }) => [file, label, length])).toEqual([['d/down/b.csv', 'down', 1], ['d/up/a.parquet', 'up', 3]]);
  });
});
