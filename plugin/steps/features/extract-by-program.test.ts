import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { NO_CONTAINERS } from '../../../test/run-step';
import { makeFolder } from '../../../test/temp-folder';
import type { Sample } from '../../data/dataset';
import { createFeatureMatrix, openFeatureMatrix } from '../../data/feature-matrix';
import type { ContainerStep } from '../step';
import { extractByProgram } from './extract-by-program';
import type { FeatureRequest } from './feature-request';

const SAMPLE: Sample = { id: 'a', file: 'a.wav', label: null, axes: ['audio'], frequencyHz: 1000, length: 5, dtype: 'int16', metadata: {} };
const REQUEST: FeatureRequest = {
  dataset: { samples: [SAMPLE], values: () => Int16Array.of(1, -2, 30000, 4, 5) },
  windows: [[0, 3], [3, 2]].map(([start, length]) => ({ sample: 0, start, length, label: null })),
  length: 3,
  axes: ['audio'],
  frequencyHz: 1000,
  strideMs: 3,
  params: { bands: 2 },
};

describe('features by a program of our own contract', () => {
  it('come from one run over all windows', async () => {
    const { shape, output, step } = await extract([[1, 2, 3, 4], [5, 6, 7, 8]], '{"shape":[2,2]}');
    const windows = readFileSync(join(step.inputs.windows, 'windows.npy'));
    const input = JSON.parse(readFileSync(join(step.inputs.windows, 'input.json'), 'utf8'));
    expect(windows.toString('latin1')).toContain("'shape': (2, 3, 1)");
    expect([...new Float32Array(windows.buffer.slice(windows.byteOffset + 128, windows.byteOffset + 128 + 24))]).toEqual([1, -2, 30000, 4, 5, 0]);
    expect(input).toEqual({ frequencyHz: 1000, length: 3, axes: ['audio'], strideMs: 3 });
    expect(step.params).toEqual({ bands: 2 });
    expect([shape, [...openFeatureMatrix(join(output, 'features.npy')).readAll()]]).toEqual([[2, 2], [1, 2, 3, 4, 5, 6, 7, 8]]);
  });

  it.each([
    ['are missing', undefined, '{"shape":[1]}', 'features.npy is missing'],
    ['lack their shape', [[1], [2]], undefined, 'features.json is missing'],
    ['have a shape that is no JSON', [[1], [2]], 'flat', 'is not valid JSON'],
    ['lie about their shape', [[1, 2], [3, 4]], '{"shape":[3]}', 'the shape 3, but there are 2 of them'],
    ['have a shape of nothing', [[1], [2]], '{"shape":[]}', '[] is no shape'],
    ['are too few', [[1]], '{"shape":[1]}', 'features.npy holds 1 rows for 2 windows'],
    ['are not finite', [[1, 1], [1, Infinity]], '{"shape":[2]}', 'the window of "a.wav" at 3 ms: feature 1 is no finite number'],
  ])('that %s are told so', async (_, rows, facts, problem) => {
    await expect(extract(rows, facts)).rejects.toThrow(problem);
  });
});

/** Runs it with a program that leaves these rows and this `features.json`. */
async function extract(rows: number[][] | undefined, facts: string | undefined) {
  const root = makeFolder();
  const [output, scratch] = [join(root, 'output'), join(root, 'scratch')];
  mkdirSync(output);
  let seen: ContainerStep | undefined;
  const runStep = async (_: string, step: ContainerStep) => {
    seen = step;
    if (rows) {
      const matrix = createFeatureMatrix(join(step.output, 'features.npy'), rows[0].length);
      rows.forEach((row) => matrix.append(Float32Array.from(row)));
      matrix.close();
    }
    if (facts !== undefined) writeFileSync(join(step.output, 'features.json'), facts);
    const problem = step.check?.();
    if (problem !== undefined) throw new Error(problem);
    return {};
  };
  const shape = await extractByProgram({ containers: { ...NO_CONTAINERS, runStep }, output, scratch }, REQUEST);
  return { shape, output, step: seen! };
}
