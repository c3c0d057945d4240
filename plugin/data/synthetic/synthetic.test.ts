import { describe, expect, it } from 'vitest';
import { makeFolder } from '../../../test/temp-folder';
import { readWav } from '../formats/wav';
import { encodeWav } from './encode-wav';
import { createRandom } from './seeded-random';
import { loadSyntheticBlock } from './synthetic-block';

describe('createRandom', () => {
  it('gives one stream a name, uniform and of unit variance', () => {
    const [a, b, c] = [createRandom('x', 1), createRandom('x', 1), createRandom('x', 2)];
    const first = Array.from({ length: 20000 }, () => a.normal());
    expect(b.normal()).toBe(first[0]);
    expect(c.normal()).not.toBe(first[0]);
    const mean = first.reduce((sum, value) => sum + value, 0) / first.length;
    expect(Math.abs(mean)).toBeLessThan(0.02);
    expect(Math.abs(first.reduce((sum, value) => sum + value * value, 0) / first.length - 1)).toBeLessThan(0.03);
    expect(new Set(Array.from({ length: 200 }, () => c.integer(3, 6)))).toEqual(new Set([3, 4, 5, 6]));
  });
});

describe('encodeWav', () => {
  it('is what readWav reads', () => {
    const bytes = encodeWav(Int16Array.of(-32768, 5, 32767, 0), 22050, 2);
    const { values, frequencyHz } = readWav({ file: 'a.wav', bytes, axes: ['l', 'r'], frequencyHz: 22050, options: {} });
    expect([[...values], frequencyHz]).toEqual([[-32768, 5, 32767, 0], 22050]);
  });
});

describe('loadSyntheticBlock', () => {
  it.each([
    ['has no index', {}],
    ['exports no generate()', { 'index.cjs': 'module.exports = {}' }],
  ])('refuses a folder that %s', async (_, files) => {
    await expect(loadSyntheticBlock(makeFolder(files))).rejects.toThrow(expect.objectContaining({ code: 'IMP_SYNTHETIC_ENTRY' }));
  });

  it("runs a user's own block", async () => {
    const folder = makeFolder({ 'index.cjs': 'exports.generate = async ({ params }) => { params.seen = true; }' });
    const params: Record<string, unknown> = {};
    await (await loadSyntheticBlock(folder)).generate({ params, frequencyHz: 1, axes: [], folder, progress: () => undefined });
    expect(params.seen).toBe(true);
  });
});
