import { mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { blockDefaults } from '../../../test/block-defaults';
import { makeWav } from '../../../test/make-wav';
import { NO_CONTAINERS } from '../../../test/run-step';
import { makeFolder } from '../../../test/temp-folder';
import { openFeatureMatrix } from '../../data/feature-matrix';
import { readFeatureWindows } from '../../data/feature-windows';
import { assetRoot } from '../../paths';
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

});

/** Ingests the files of a folder and extracts features of one-second windows. */
async function features(files: Record<string, Buffer>) {
  const root = makeFolder(files);
  const input = { windowMs: 1000, strideMs: 500, frequencyHz: 16000, axes: ['audio'] };
  const source = { path: '**/*.wav', params: {}, label: { kind: 'dir' } };
  const dataset = await step(ingest, root, 'dataset', { sources: [source], frequencyHz: 16000, axes: ['audio'] });
  const dsp = { name: 'mfcc', block: 'mfcc', params: blockDefaults(mfcc) };
  return step(run, root, 'features', { input, dsp }, { dataset: dataset.output });
}

async function step(body: typeof run, root: string, id: string, params: StepContext['params'], inputs: Record<string, string> = {}) {
  const output = join(makeFolder(), id);
  mkdirSync(output);
  const pins = { threads: 1, seed: 0, maxIsa: 'AVX2' as const };
  const context = { id, params, inputs, folders: { block: mfcc }, root, output, scratch: output, pins, containers: NO_CONTAINERS, progress: () => {} };
  return { output, metrics: await body(context) };
}
