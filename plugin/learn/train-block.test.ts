import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { blockDefaults } from '../../test/block-defaults';
import { makeFolder } from '../../test/temp-folder';
import { loadLearnBlock, type NetworkBlock } from './learn-block';
import { createRandom } from './random';
import type { FeatureSet } from './read-features';
import { trainBlock, type TrainedBlock } from './train-block';
import { assetRoot } from '../paths';

const folder = join(assetRoot, 'blocks', 'learn', 'dense-classifier');

describe('trainBlock', () => {
  it('learns to tell three classes apart, the same way each time', async () => {
    const first = await train({});
    expect(first.history.at(-1)?.validationAccuracy).toBeGreaterThan(0.9);
    expect(first.labels).toEqual(['a', 'b', 'c']);
    const again = await train({});
    expect(again.history).toEqual(first.history);
    expect(again.graph).toEqual(first.graph);
  });

  it('goes on from a checkpoint to the weights of an undisturbed run, and runs no epoch twice', async () => {
    const undisturbed = await train({});
    const checkpoint = join(makeFolder(), 'checkpoint.bin');
    const seen: number[] = [];
    const killed = train({ checkpoint, onEpoch: (epoch) => {
      if (epoch === 4) throw new Error('killed');
    } });
    await expect(killed).rejects.toThrow('killed');
    const resumed = await train({ checkpoint, onEpoch: (epoch) => seen.push(epoch) });
    expect(seen[0]).toBe(5);
    expect(resumed.history).toEqual(undisturbed.history);
    expect(resumed.graph).toEqual(undisturbed.graph);
  });

  it('stops when the validation loss has not fallen for the patience, and keeps the best epoch', async () => {
    const { history, bestEpoch } = await train({ params: { patience: 3, epochs: 400, learningRate: 0.05 } });
    expect(history.length).toBe(bestEpoch + 3);
    const losses = history.map(({ validationLoss }) => validationLoss as number);
    expect(Math.min(...losses)).toBe(losses[bestEpoch - 1]);
  });

  it('refuses labels of the validation side that no train window has, and a training that leaves the numbers', async () => {
    const rows = { train: Uint32Array.of(0, 3, 6), validation: Uint32Array.of(1, 2) };
    await expect(train({ rows })).rejects.toMatchObject({ code: 'IMP_LABEL_UNTRAINED', details: { labels: 'b, c' } });
    await expect(train({ params: { learningRate: 1e30 } })).rejects.toMatchObject({ code: 'IMP_TRAINING_DIVERGED' });
  });
});

interface Options {
  params?: Record<string, unknown>;
  checkpoint?: string;
  rows?: { train: Uint32Array; validation: Uint32Array };
  onEpoch?: (epoch: number) => void;
}

async function train({ params, checkpoint = join(makeFolder(), 'checkpoint.bin'), rows, onEpoch }: Options): Promise<TrainedBlock> {
  const set = threeClasses(240);
  const all = Array.from(set.windows, (_, row) => row);
  return trainBlock({
    block: (await loadLearnBlock(folder)) as NetworkBlock,
    name: 'test',
    params: { ...blockDefaults(folder), epochs: 8, ...params },
    pins: { threads: 1, seed: 1, maxIsa: 'AVX2' },
    set,
    rows: rows ?? { train: Uint32Array.from(all.filter((row) => row % 4)), validation: Uint32Array.from(all.filter((row) => row % 4 === 0)) },
    checkpoint,
    onEpoch: ({ epoch }) => onEpoch?.(epoch),
  });
}

/** Three clouds in eight dimensions whose axes have very different scales. */
function threeClasses(count: number): FeatureSet {
  const random = createRandom(5);
  const width = 8;
  const features = new Float32Array(count * width);
  const windows = Array.from({ length: count }, (_, row) => {
    for (let at = 0; at < width; at++) features[row * width + at] = (random.normal() + (at % 3 === row % 3 ? 2 : 0)) * 10 ** (at - 4) + 7;
    return { id: String(row), sample: row, start: 0, length: 1, label: 'abc'[row % 3] };
  });
  return { windows, shape: [width], width, features };
}
