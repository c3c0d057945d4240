import { readdirSync, truncateSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { makeWav } from '../../test/make-wav';
import { makeFolder } from '../../test/temp-folder';
import { ingestDataset } from './ingest-dataset';
import { openDataset } from './open-dataset';

beforeAll(() => void (process.env.NX_IMPULSE_CACHE = makeFolder()));

async function ingest(files: Record<string, string | Buffer>, path: string, params = {}) {
  const output = makeFolder();
  const sources = [{ path, label: { kind: 'dir' as const }, params }];
  const request = { root: makeFolder(files), sources, input: { frequencyHz: 16000, axes: ['x'] }, blocks: {}, output };
  const { document } = await ingestDataset({ ...request, scratch: makeFolder(), progress: () => undefined });
  return { document, output };
}

describe('reading recordings', () => {
  it('quarantines a file of no known format beside good ones', async () => {
    const { document } = await ingest({ 'd/a/good.wav': makeWav([1]), 'd/a/notes.doc': 'hello' }, 'd/**/*.*');
    expect(document.quarantine).toMatchObject([{ file: 'd/a/notes.doc', code: 'IMP_FORMAT_UNKNOWN' }]);
  });

  it('stops where an option names a column that the csv files do not have', async () => {
    const wrong = ingest({ 'd/a/one.csv': 'time,x\n0,1\n1,2\n' }, 'd/**/*.csv', { csv: { labelColumn: 'activity' } });
    await expect(wrong).rejects.toMatchObject({ code: 'IMP_CSV_COLUMN', message: expect.stringContaining('activity') });
  });

  it('says that a dataset is broken when its values end too early', async () => {
    const { output } = await ingest({ 'd/a/good.wav': makeWav([1, 2, 3]) }, 'd/**/*.wav');
    const dataset = openDataset(output);
    for (const file of readdirSync(join(output, 'shards'))) truncateSync(join(output, 'shards', file), 1);
    expect(() => dataset.values(dataset.samples[0]!)).toThrow(expect.objectContaining({ code: 'IMP_DATASET_BROKEN' }));
  });
});
