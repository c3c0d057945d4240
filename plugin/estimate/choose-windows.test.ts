import { describe, expect, it } from 'vitest';
import type { Sample, Window } from '../data/dataset';
import { chooseWindows, packWindows } from './choose-windows';

const sample = (dtype: Sample['dtype'], axes: string[], length: number): Sample => ({
  ...{ id: dtype, file: 'file', label: null, axes, frequencyHz: 10, length, dtype, metadata: {} },
});

describe('chooseWindows', () => {
  const audio = { samples: [sample('int16', ['audio'], 100)], values: () => Int16Array.from({ length: 100 }, (_, i) => i) };
  const windows = Array.from({ length: 50 }, (_, i) => ({ sample: 0, start: 2 * i, length: 2, label: null }));

  it('spreads evenly and adds silence, full scale and the smallest step', () => {
    const { values, real, total, refused } = chooseWindows({ dataset: audio, windows, count: 3, length: 2, axes: ['audio'] });
    expect([real, total, refused.length]).toEqual([3, 6, 0]);
    expect([...values]).toEqual([0, 1, 32, 33, 66, 67, 0, 0, 32767, -32767, 1, -1]);
  });

  it('takes all windows where there are fewer, and pads short ones with zeros behind', () => {
    const short = [{ sample: 0, start: 99, length: 1, label: null }];
    const { values, real } = chooseWindows({ dataset: audio, windows: short, count: 20, length: 2, axes: ['audio'] });
    expect(real).toBe(1);
    expect([...values.subarray(0, 2)]).toEqual([99, 0]);
  });

  it('puts the features of blocks without C++ behind each window, and asks for no refusal then', () => {
    const motion = { samples: [sample('float32', ['x'], 2)], values: () => Float32Array.of(1, 2) };
    const all = [0, 1].map((start) => ({ sample: 0, start, length: 1, label: null }));
    const suppliedOf = ({ start }: Window) => Float32Array.of(10 + start, 20 + start);
    const chosen = chooseWindows({ dataset: motion, windows: all, count: 2, length: 1, axes: ['x'], suppliedOf });
    const packed = packWindows(chosen, 3);
    expect(Array.from({ length: 9 }, (_, i) => packed.readFloatLE(4 * i))).toEqual([1, 10, 20, 2, 11, 21, 0, 0, 0]);
    expect([chosen.supplied.length, chosen.refused.length]).toEqual([10, 0]);
  });

  it('puts axes in the order of the impulse, and adds denormals and values to refuse for floats', () => {
    const motion = { samples: [sample('float32', ['x', 'y'], 2)], values: () => Float32Array.of(1, -8, 2, 4) };
    const all = [{ sample: 0, start: 0, length: 2, label: null }];
    const { values, refused } = chooseWindows({ dataset: motion, windows: all, count: 1, length: 2, axes: ['y', 'x'] });
    expect([...values.subarray(0, 4)]).toEqual([-8, 1, 4, 2]);
    expect([...values.subarray(8, 12)]).toEqual([8, -8, -8, 8]);
    expect(values[12]).toBeGreaterThan(0);
    expect(values[12]).toBeLessThan(2 ** -126);
    expect([...refused]).toEqual([NaN, 0, 0, 0, 0, 0, Infinity, 0, 0, 0, 0, -Infinity]);
  });
});
