import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { makeFolder } from '../../../test/temp-folder';
import { readCsv } from '../../../plugin/data/formats/csv';
import { generate } from '.';
import { rotate } from './person';

const PARAMS = { gestures: ['idle', 'shake'], persons: 2, recordings: 2, length: 2000, seed: 1 };
const AXES = ['accX', 'accY', 'accZ'];

async function make(over = {}) {
  const folder = makeFolder();
  await generate({ params: { ...PARAMS, ...over }, frequencyHz: 50, axes: AXES, folder, progress: () => undefined });
  const { files } = JSON.parse(readFileSync(join(folder, 'info.labels'), 'utf8')) as {
    files: { path: string; metadata: { person: string } }[];
  };
  const read = (path: string) =>
    readCsv({ file: path, bytes: readFileSync(join(folder, path)), axes: AXES, frequencyHz: 50, options: {} }).values;
  return { files, read };
}

describe('motion block', () => {
  it('makes every gesture of every person at the rate of the input', async () => {
    const { files, read } = await make();
    expect(files).toHaveLength(8);
    expect(new Set(files.map((file) => file.metadata.person))).toEqual(new Set(['p01', 'p02']));
    expect(files.every((file) => read(file.path).length === 300)).toBe(true);
  });

  it('keeps gravity in a still hand and moves a shaken one', async () => {
    const { read } = await make();
    const length = (values: ArrayLike<number>, i: number) => Math.hypot(values[3 * i], values[3 * i + 1], values[3 * i + 2]);
    const spread = (path: string) => {
      const lengths = Array.from({ length: 100 }, (_, i) => length(read(path), i));
      return Math.max(...lengths) - Math.min(...lengths);
    };
    expect(length(read('idle/p01_0.csv'), 0)).toBeGreaterThan(8.5);
    expect(length(read('idle/p01_0.csv'), 0)).toBeLessThan(11.1);
    expect(spread('shake/p01_0.csv')).toBeGreaterThan(5 * spread('idle/p01_0.csv'));
  });

  it('gives the same values again, other ones with another seed, and keeps persons when one is added', async () => {
    const [first, again, other, more] = [await make(), await make(), await make({ seed: 2 }), await make({ persons: 3 })];
    expect(again.read('shake/p02_1.csv')).toEqual(first.read('shake/p02_1.csv'));
    expect(more.read('shake/p02_1.csv')).toEqual(first.read('shake/p02_1.csv'));
    expect(other.read('shake/p02_1.csv')).not.toEqual(first.read('shake/p02_1.csv'));
  });

  it('turns vectors without changing their length', () => {
    const turned = rotate([1, 2, 3], [0.1, -0.3, 0.45]);
    expect(Math.hypot(...turned)).toBeCloseTo(Math.hypot(1, 2, 3), 9);
    expect(rotate([0, 1, 0], [0.25, 0, 0])[2]).toBeCloseTo(1, 9);
  });
});
