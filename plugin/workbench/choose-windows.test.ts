import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { makeWav } from '../../test/make-wav';
import { makeFolder } from '../../test/temp-folder';
import { readWindows } from '../steps/features/feature-request';
import { chooseWindows } from './choose-windows';

const valuesOf = async (choice: Parameters<typeof chooseWindows>[0]) =>
  [...readWindows({ ...(await chooseWindows(choice)), params: {} })].map(({ values }) => [...values]);

describe('chooseWindows', () => {
  it('takes two windows that differ, and the first once more', async () => {
    const folder = makeFolder({ 'a/tone.wav': makeWav(Array.from({ length: 32000 }, (_, i) => i)) });
    const [first, second, again] = await valuesOf({ input: folder });
    expect(first).toHaveLength(16000);
    expect([first![0], second![0]]).toEqual([0, 8000]);
    expect(again).toEqual(first);
  });

  it('takes a short recording whole, with zeros behind its second half', async () => {
    const folder = makeFolder({ 'x.csv': 'timestamp,x,y\n0,1,5\n10,2,6\n20,3,7\n30,4,8\n' });
    const chosen = await chooseWindows({ input: join(folder, 'x.csv') });
    expect([chosen.axes, chosen.frequencyHz, chosen.length]).toEqual([['x', 'y'], 100, 4]);
    expect(await valuesOf({ input: folder })).toEqual([[1, 5, 2, 6, 3, 7, 4, 8], [3, 7, 4, 8, 0, 0, 0, 0], [1, 5, 2, 6, 3, 7, 4, 8]]);
    expect(await chooseWindows({ input: folder, windowMs: 20, axes: ['y'] })).toMatchObject({ length: 2, axes: ['y'] });
  });

  it('makes the same recording up each time, as long as its windows need', async () => {
    expect(await valuesOf({ axes: ['x', 'y', 'z'], frequencyHz: 50, windowMs: 3000 })).toEqual(await valuesOf({ axes: ['x', 'y', 'z'], frequencyHz: 50, windowMs: 3000 }));
    const { windows, dataset } = await chooseWindows({ axes: ['x'], frequencyHz: 50, windowMs: 3000 });
    expect(windows.map(({ length }) => length)).toEqual([150, 150, 150]);
    expect(new Set(dataset.values(dataset.samples[0]!)).size).toBeGreaterThan(200);
  });

  it('says what it cannot show to a block', async () => {
    const folder = makeFolder({ 'x.csv': 'x,y\n1,2\n3,4\n', 'empty/note.txt': '' });
    await expect(chooseWindows({ input: join(folder, 'none') })).rejects.toMatchObject({ code: 'IMP_BLOCK_INPUT' });
    await expect(chooseWindows({ input: join(folder, 'empty') })).rejects.toMatchObject({ code: 'IMP_BLOCK_INPUT' });
    await expect(chooseWindows({ input: join(folder, 'x.csv') })).rejects.toMatchObject({ code: 'IMP_BLOCK_RATE' });
    expect((await chooseWindows({ input: join(folder, 'x.csv'), frequencyHz: 10 })).length).toBe(2);
  });
});
