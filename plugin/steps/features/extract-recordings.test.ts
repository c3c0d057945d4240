import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { blockDefaults } from '../../../test/block-defaults';
import type { Sample } from '../../data/dataset';
import { sliceWindows } from '../../data/slice-windows';
import { loadBlock } from '../../native';
import { assetRoot } from '../../paths';
import { blockInput } from './block-input';
import { extractRecordings } from './extract-recordings';

const input = { windowMs: 1000, strideMs: 500, frequencyHz: 1000, axes: ['x'] };

describe('extractRecordings', () => {
  it('computes the same rows whether a recording has other axes beside the one that is asked for or not', async () => {
    const x = Float32Array.from({ length: 2000 }, (_, i) => Math.fround(((i * i) % 37) / 37 - 0.5));
    const alone = await extract(sampleOf('x.csv', ['x'], 2000), x);
    const beside = await extract(sampleOf('yx.csv', ['y', 'x'], 2000), x.reduce((both, value, i) => both.fill(value, 2 * i + 1, 2 * i + 2), new Float32Array(4000)));
    expect(alone.length).toBeGreaterThan(0);
    expect(beside).toEqual(alone);
  });

  it.each([
    ['NaN or an infinite value', NaN],
    ['NaN or an infinite value', -Infinity],
    ['a value beyond 1e15', 1e30],
  ])('names the file and the time of a window with %s', async (problem, value) => {
    const values = new Float32Array(3000).fill(0.25).fill(value, 1600, 1601);
    await expect(extract(sampleOf('bad.csv', ['x'], 3000), values)).rejects.toMatchObject({
      code: 'IMP_FEATURES_REFUSED',
      details: { file: 'bad.csv', startMs: 1000, problem },
    });
  });
});

function sampleOf(file: string, axes: string[], length: number): Sample {
  return { id: file, file, label: null, axes, frequencyHz: 1000, length, dtype: 'float32', metadata: {} };
}

async function extract(sample: Sample, values: Float32Array): Promise<number[]> {
  const folder = join(assetRoot, 'blocks', 'dsp', 'mfcc');
  const block = await loadBlock(folder);
  const plan = block.configure(blockDefaults(folder), blockInput(input, input.axes));
  const dataset = { samples: [sample], values: () => values };
  const rows: number[] = [];
  const windows = sliceWindows(dataset, { ...input, strideMs: 1000 });
  await extractRecordings({ dataset, windows, block, plan, axes: ['x'], input, append: (more) => rows.push(...more), progress: () => {} });
  return rows;
}
