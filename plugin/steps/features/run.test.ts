import { mkdirSync, readFileSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it, vi } from 'vitest';
import { blockDefaults } from '../../../test/block-defaults';
import { makeWav } from '../../../test/make-wav';
import { NO_CONTAINERS } from '../../../test/run-step';
import { makeFolder } from '../../../test/temp-folder';
import { openFeatureMatrix } from '../../data/feature-matrix';
import { readFeatureWindows } from '../../data/feature-windows';
import { createShard, finishDataset } from '../../data/write-dataset';
import { assetRoot, cacheRoot } from '../../paths';
import { run as ingest } from '../ingest/run';
import type { StepContext } from '../step';
import { run } from './run';

const mfcc = join(assetRoot, 'blocks', 'dsp', 'mfcc');
const tone = (length: number, scale = 8000) => Array.from({ length }, (_, i) => Math.round(scale * Math.sin(i * 0.3) + (i % 7)));

describe('the features step', () => {
  it('writes one row for each window, with the window beside it and the plan of the block', async () => {
    const { metrics, output } = await features({ 'a/1.wav': makeWav(tone(24000)), 'b/2.wav': makeWav(tone(8000)) });
    const matrix = openFeatureMatrix(join(output, 'features.npy'));
    const windows = readFeatureWindows(output);
    const plan = JSON.parse(readFileSync(join(output, 'plan.json'), 'utf8'));
    expect([matrix.rows, matrix.columns]).toEqual([3, 49 * 13]);
    expect(windows.map(({ sample, start, length, label }) => [sample, start, length, label])).toEqual([
      [0, 0, 16000, 'a'], [0, 8000, 16000, 'a'], [1, 0, 8000, 'b'],
    ]);
    expect(plan.shape).toEqual([49, 13]);
    expect(metrics).toMatchObject({ windows: 3, paddedWindows: 1, features: 637, shape: [49, 13] });
    expect(new Set(matrix.readAll()).size).toBeGreaterThan(1000);
  });

  it('leaves the same bytes when one shard of several was extracted anew, as when all were', async () => {
    const native = join(cacheRoot(), 'native');
    const withCache = async (cache: string, dataset: string) => {
      vi.stubEnv('NX_IMPULSE_CACHE', cache);
      const said: string[] = [];
      const { output } = await step(run, makeFolder(), 'features', PARAMS, { dataset }, (message) => void said.push(message));
      vi.unstubAllEnvs();
      return { said: said[0], files: FILES.map((file) => readFileSync(join(output, file), 'hex')) };
    };
    const [warm, cold] = [makeFolder(), makeFolder()];
    for (const cache of [warm, cold]) symlinkSync(native, join(cache, 'native'));
    const before = await withCache(warm, writeShards(8000));
    const edited = await withCache(warm, writeShards(4000));
    const fresh = await withCache(cold, writeShards(4000));
    expect([before, edited, fresh].map(({ said }) => said)).toEqual([
      '3 of 3 shards changed: 0 of 3 windows', '1 of 3 shards changed: 0 of 1 windows', '3 of 3 shards changed: 0 of 3 windows',
    ]);
    expect(edited.files).toEqual(fresh.files);
    expect(edited.files).not.toEqual(before.files);
  });
});

const FILES = ['features.npy', 'windows.json', 'plan.json'];
const INPUT = { windowMs: 1000, strideMs: 500, frequencyHz: 16000, axes: ['audio'] };
const PARAMS = { input: INPUT, dsp: { name: 'mfcc', block: 'mfcc', params: blockDefaults(mfcc) } };

/** A dataset of three shards of one recording each. @param scale of the second recording */
function writeShards(scale: number): string {
  const folder = makeFolder();
  const written = ['c.wav', 'a.wav', 'b.wav'].map((file, index) => {
    const shard = createShard(folder, `shard-${index}`);
    const values = Int16Array.from(tone(16000, file === 'a.wav' ? scale : 8000));
    const sample = { id: file, file, label: 'x', axes: ['audio'], frequencyHz: 16000, length: 16000, dtype: 'int16' as const, metadata: {} };
    shard.append({ ...sample, content: file }, values);
    return shard.close();
  });
  finishDataset(folder, written, []);
  return folder;
}

/** Ingests the files of a folder and extracts features of one-second windows. */
async function features(files: Record<string, Buffer>) {
  const root = makeFolder(files);
  const source = { path: '**/*.wav', params: {}, label: { kind: 'dir' } };
  const dataset = await step(ingest, root, 'dataset', { sources: [source], frequencyHz: 16000, axes: ['audio'] });
  return step(run, root, 'features', PARAMS, { dataset: dataset.output });
}

async function step(
  body: typeof run, root: string, id: string, params: StepContext['params'], inputs: Record<string, string> = {},
  progress: StepContext['progress'] = () => {},
) {
  const output = join(makeFolder(), id);
  mkdirSync(output);
  const pins = { threads: 1, seed: 0, maxIsa: 'AVX2' as const };
  const context = { id, params, inputs, folders: { block: mfcc }, root, output, scratch: output, pins, containers: NO_CONTAINERS, progress };
  return { output, metrics: await body(context) };
}
