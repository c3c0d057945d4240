import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { makeFolder } from '../../../test/temp-folder';
import { runStepBody } from '../../../test/run-step';
import { createShard, finishDataset } from '../../data/write-dataset';
import { run } from './run';

/** Ten recordings of two labels; the contents of `a0` and `b0` are equal. */
function makeDataset(): string {
  const folder = makeFolder();
  const shard = createShard(folder, 'all');
  for (let i = 0; i < 10; i++) {
    const label = i % 2 ? 'b' : 'a';
    const file = `${label}${i >> 1}`;
    const sample = { id: file, file, label, axes: ['x'], frequencyHz: 1, length: 1, dtype: 'int16' as const, metadata: { who: label } };
    shard.append({ ...sample, content: i < 2 ? 'same' : file }, Int16Array.of(i));
  }
  finishDataset(folder, [shard.close()], []);
  return folder;
}

describe('split', () => {
  it('writes the side of every recording, counts them and tells what stands on two sides', async () => {
    const root = makeFolder();
    const said: string[] = [];
    const split = { validation: 0, test: 0.5, groupBy: 'who', hold: ['b'], seed: 1 };
    const dataset = makeDataset();
    const metrics = await runStepBody(run, root, {
      id: 'split',
      params: { split },
      inputs: { dataset },
      progress: (line) => void said.push(line),
    });
    const sides = JSON.parse(readFileSync(join(root, 'split/split.json'), 'utf8'));
    expect(Object.keys(sides)).toHaveLength(10);
    expect(sides).toMatchObject({ a0: 'train', a4: 'train', b0: 'test', b4: 'test' });
    expect(metrics).toMatchObject({ train: 5, validation: 0, test: 5, leaks: 1 });
    const summary = JSON.parse(readFileSync(join(root, 'split/summary.json'), 'utf8'));
    expect(summary.leaks).toEqual([{ files: ['a0', 'b0'], labels: ['a', 'b'], sides: ['test', 'train'] }]);
    expect(summary.labels).toEqual([
      { label: 'a', train: 5, validation: 0, test: 0 },
      { label: 'b', train: 0, validation: 0, test: 5 },
    ]);
    expect(said.join()).toContain('1 recordings stand on two sides');
  });
});
