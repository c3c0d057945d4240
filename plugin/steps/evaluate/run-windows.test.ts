import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { makeFolder } from '../../../test/temp-folder';
import { createFeatureMatrix } from '../../data/feature-matrix';
import { writeFeatureWindows } from '../../data/feature-windows';
import { writeDataset } from '../../data/write-dataset';
import type { Impulse } from '../../native';
import { type RecordingRun, runWindows } from './run-windows';

const undecided = { decisions: Int32Array.of(-1, -1), decisionScores: new Float32Array(2) };

/** Runs an impulse whose features are the two values of a window, against a features artefact that says so. */
async function runAgainst(expected: Float32Array) {
  const dataset = makeFolder();
  const sample = {
    id: 's',
    file: 'one.csv',
    label: 'up',
    axes: ['x'],
    frequencyHz: 10,
    length: 4,
    dtype: 'float32' as const,
    metadata: {},
  };
  writeDataset(dataset, [{ sample, values: Float32Array.of(1, 2, 3, 4) }]);
  const features = makeFolder();
  writeFeatureWindows(
    features,
    [0, 2].map((start) => ({ id: 's', sample: 0, start, length: 2, label: 'up' })),
  );
  const matrix = createFeatureMatrix(join(features, 'features.npy'), 2);
  matrix.append(expected);
  matrix.close();
  const impulse = {
    info: { windowLength: 2, axes: 1, dtype: 'float32', features: 2, scores: 1 },
    run: async ({ values }: { values: Float32Array }) => ({ features: values, scores: Float32Array.of(0, 1), ...undecided }),
  } as unknown as Impulse;
  const options = {
    dataset,
    features: [{ folder: features, supplied: false }],
    split: { s: 'test' as const },
    axes: ['x'],
    impulses: new Map([['int8' as const, impulse]]),
    progress: () => {},
  };
  const runs: RecordingRun[] = [];
  for await (const run of runWindows(options)) runs.push(run);
  return runs;
}

describe('runWindows', () => {
  it('gives each recording with its side and what the impulse said of its windows', async () => {
    const [run, ...more] = await runAgainst(Float32Array.of(1, 2, 3, 4));
    expect(more).toEqual([]);
    expect(run).toMatchObject({ side: 'test', label: 'up' });
    expect([...run.rows.get('int8')!.scores]).toEqual([0, 1]);
  });

  it('stops at the first feature that differs by one bit', async () => {
    const next = new Float32Array(new Int32Array([0x40400001]).buffer)[0];
    const details = { file: 'one.csv', feature: 0, got: 3, wanted: next };
    await expect(runAgainst(Float32Array.of(1, 2, next, 4))).rejects.toMatchObject({ code: 'IMP_FEATURES_DIFFER', details });
  });
});
