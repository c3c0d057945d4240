import { describe, expect, it } from 'vitest';
import { loadBlock } from '../../../plugin/native';

/** The Python part runs in its container: `test/flow/container-dsp.test.ts` holds both against each other on real windows. */
describe('the C++ twin of python-dsp', () => {
  const input = { frequencyHz: 100, length: 4, axes: 2, stride: 4 };
  const windows = Int32Array.from([0, 4]);

  it('gives mean, deviation, range, mean and largest jerk of each axis', async () => {
    const block = await loadBlock(__dirname);
    const plan = block.configure({ span: 20 }, input);
    const features = await block.extract(plan, { values: Float32Array.of(1, 5, 3, 5, 1, 5, 7, 5), axes: 2, windowLength: 4, windows });
    expect(plan.shape).toEqual([10]);
    expect([...features]).toEqual([3, Math.sqrt(6), 6, 100, 200, 5, 0, 0, 0, 0].map(Math.fround));
  });

  it('reads int16 values as whole numbers, as Python gets them', async () => {
    const block = await loadBlock(__dirname);
    const plan = block.configure({ span: 10 }, { ...input, axes: 1 });
    const features = await block.extract(plan, { values: Int16Array.of(-32768, 32767, 0, 2), axes: 1, windowLength: 4, windows });
    expect([...features.slice(2)]).toEqual([65535, ((65535 + 32767 + 2) / 3) * 100, 6553500]);
  });

  it.each([4, 40])('refuses a span of %d ms', async (span) => {
    const block = await loadBlock(__dirname);
    expect(() => block.configure({ span }, input)).toThrow('not between one time step and the window');
  });
});
