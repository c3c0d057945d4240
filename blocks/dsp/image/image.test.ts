import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { loadBlock } from '../../../plugin/native';
import { blockDefaults } from '../../../test/block-defaults';
import { dspFolder } from '../../../test/check-golden';
import { type Frame, makeFrame } from '../../../test/make-frame';

interface GoldenImage {
  frame: Frame;
  params: Record<string, unknown>;
  shape: number[];
  sha256: string;
  values: number[];
}

const folder = dspFolder('image');
const cases = JSON.parse(readFileSync(join(folder, 'golden.json'), 'utf8')) as GoldenImage[];

async function extract(frame: Frame, params: Record<string, unknown>, values: Uint8Array | Int16Array = makeFrame(frame), columns?: number[]) {
  const { width, height, channels } = frame;
  const length = width * height;
  const block = await loadBlock(folder);
  const plan = block.configure({ ...blockDefaults(folder), ...params }, { width, height, length, axes: channels, frequencyHz: 1, stride: 0 });
  const recording = { values, axes: channels, windowLength: length, windows: Int32Array.of(0, length) };
  return { plan, features: await block.extract(plan, columns ? { ...recording, columns: Int32Array.from(columns) } : recording) };
}

describe('image', () => {
  it.each(cases.map((golden) => [`${JSON.stringify(golden.frame)} ${JSON.stringify(golden.params)}`, golden] as const))(
    'gives what Pillow gives, to the last bit: %s',
    async (_, { frame, params, shape, sha256, values }) => {
      const { plan, features } = await extract(frame, { ...params, range: '0..255' });
      const places = values.map((__, i) => Math.floor((i * (features.length - 1)) / (values.length - 1)));
      expect([plan.shape, places.map((place) => features[place])]).toEqual([shape, values]);
      expect(createHash('sha256').update(Uint8Array.from(features)).digest('hex')).toBe(sha256);
    },
  );

  it.each([
    ['0..1', [0, Math.fround(1 / 255), 1]],
    ['-1..1', [-1, Math.fround(Math.fround(2 / 255) - 1), 1]],
    ['0..255', [0, 1, 255]],
    ['-128..127', [-128, -127, 127]],
  ])('brings black, one step and white to %s', async (range, wanted) => {
    const { features } = await extract({ width: 3, height: 1, channels: 1 }, { range }, Uint8Array.of(0, 1, 255));
    expect([...features]).toEqual(wanted);
  });

  it('puts black beside a frame of another shape, whatever black is', async () => {
    const { features } = await extract({ width: 1, height: 3, channels: 1 }, { width: 3, resize: 'fit-long', range: '-1..1' }, Uint8Array.of(255, 255, 255));
    expect([...features]).toEqual([-1, 1, -1, -1, 1, -1, -1, 1, -1]);
  });

  it('takes the channels of the frame in the order of its axes', async () => {
    const { features } = await extract({ width: 1, height: 1, channels: 3 }, { range: '0..255' }, Uint8Array.of(1, 2, 3), [2, 1, 0]);
    expect([...features]).toEqual([3, 2, 1]);
  });

  it('needs memory for a row of the frame and for the rows that one row of features is made of', async () => {
    const { plan } = await extract({ width: 160, height: 120, channels: 3 }, { width: 80, height: 60, resize: 'squash' });
    expect(plan.scratchBytes).toBe(160 * 3 + 4 * 80 * 3);
  });

  it('refuses windows over time, other channels and other types of values', async () => {
    const block = await loadBlock(folder);
    const configure = (input: object) => block.configure(blockDefaults(folder), { frequencyHz: 1, length: 6, axes: 3, stride: 0, ...input });
    expect(() => configure({})).toThrow('it takes images');
    expect(() => configure({ width: 2, height: 2 })).toThrow('it takes images');
    expect(() => configure({ width: 2, height: 3, axes: 2 })).toThrow('1 or 3 channels, not 2');
    const wrong = extract({ width: 1, height: 1, channels: 1 }, {}, Int16Array.of(7));
    await expect(wrong).rejects.toMatchObject({ code: 'IMP_WINDOW_REFUSED', details: { status: 3 } });
  });
});
