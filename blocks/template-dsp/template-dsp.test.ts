import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { loadBlock } from '../../plugin/native';
import { makeFolder } from '../../test/temp-folder';

describe('template-dsp', () => {
  const input = { frequencyHz: 1000, length: 300, axes: 2, stride: 300 };

  it('gives the root mean square of each axis in each part', async () => {
    const block = await loadBlock(__dirname);
    const plan = block.configure({ part: 100 }, input);
    const values = Float32Array.from({ length: 600 }, (_, i) => (i % 2 ? 3 : Math.floor(i / 200)));
    const features = await block.extract(plan, { values, axes: 2, windowLength: 300, windows: Int32Array.from([0, 300]) });
    expect(plan.shape).toEqual([3, 2]);
    expect([...features]).toEqual([0, 3, 1, 3, 2, 3]);
  });

  it('is the same block with the line ends of Windows', async () => {
    const files = readdirSync(__dirname).filter((name) => /\.(cpp|json)$/.test(name));
    const text = (name: string) => readFileSync(join(__dirname, name), 'utf8').replaceAll('\n', '\r\n');
    const block = await loadBlock(makeFolder(Object.fromEntries(files.map((name) => [name, text(name)]))));
    expect(block.configure({ part: 100 }, input)).toEqual((await loadBlock(__dirname)).configure({ part: 100 }, input));
  });

  it.each([[0.1, 'shorter than one time step'], [301, 'longer than the window']])('refuses parts of %d ms', async (part, problem) => {
    const block = await loadBlock(__dirname);
    expect(() => block.configure({ part }, input)).toThrow(problem);
  });
});
