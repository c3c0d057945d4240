import { makeValues, type RawValues } from '../../schemas/value-types';
import type { Dataset, Sample, Window } from '../data/dataset';

/** Raw windows as the sensor delivers them, back to back, interleaved. */
export interface RawWindows {
  values: RawValues;
  /** The first ones are real; behind them stand silence, full scale and tiny amplitude. */
  real: number;
  total: number;
  /** Windows with NaN and infinity, which must be refused; none for integers. */
  refused: Float32Array;
  /** Features `[total, supplied]` of the DSP blocks without C++, which the impulse is given; zeros for the windows that are not real. */
  supplied: Float32Array;
}

/** Which windows an image is run with. */
export interface WindowChoice {
  dataset: Pick<Dataset, 'samples' | 'values'>;
  /** Those to choose from, in the order of the recordings. */
  windows: readonly Window[];
  /** How many to take, spread evenly. */
  count: number;
  /** Time steps of a window. */
  length: number;
  axes: readonly string[];
  /** Features of the DSP blocks without C++, where there are such. */
  suppliedOf?(window: Window): Float32Array;
}

/** Ends of what integers hold, and the least amplitude. */
const EXTREMES = { int16: { high: 32767, low: -32767, tiny: 1 }, uint8: { high: 255, low: 0, tiny: 1 } };

/** Picks real windows evenly and adds the three on which floats go wrong first. */
export function chooseWindows({ dataset, windows, count, length, axes, suppliedOf = noFeatures }: WindowChoice): RawWindows {
  const real = Math.min(count, windows.length);
  const chosen = Array.from({ length: real }, (_, i) => windows[Math.floor((i * windows.length) / real)]);
  const dtype = dataset.samples[chosen[0]?.sample ?? 0].dtype;
  const isFloat = dtype === 'float32';
  const size = length * axes.length;
  const values = makeValues(dtype, (real + 3) * size);
  chosen.forEach((window, i) => copyWindow(dataset, window, axes, values.subarray(i * size, (i + 1) * size)));
  const { high, low, tiny } = isFloat ? { high: largest(values), low: -largest(values), tiny: 1e-40 } : EXTREMES[dtype];
  values.subarray((real + 1) * size, (real + 2) * size).forEach((_, i, window) => (window[i] = i % 3 === 0 ? high : low));
  values.subarray((real + 2) * size).forEach((_, i, window) => (window[i] = i % 2 === 0 ? tiny : Math.max(-tiny, low)));
  const rows = chosen.map(suppliedOf);
  const width = rows[0]?.length ?? 0;
  const supplied = new Float32Array((real + 3) * width);
  rows.forEach((row, i) => supplied.set(row, i * width));
  // Who refuses a window is not known where blocks are missing.
  return { values, real, total: real + 3, refused: isFloat && width === 0 ? refusedWindows(size) : new Float32Array(), supplied };
}

/** The first `count` windows as a measured program reads them: values, then supplied features, window by window. */
export function packWindows({ values, total, supplied }: RawWindows, count: number): Buffer {
  const [valueBytes, suppliedBytes] = [values.byteLength / total, supplied.byteLength / total];
  const windows = Array.from({ length: count }, (_, i) => [
    Buffer.from(values.buffer, values.byteOffset + i * valueBytes, valueBytes),
    Buffer.from(supplied.buffer, supplied.byteOffset + i * suppliedBytes, suppliedBytes),
  ]);
  return Buffer.concat(windows.flat());
}

/** Missing time steps behind a short recording stay zero. */
function copyWindow(dataset: WindowChoice['dataset'], window: Window, axes: readonly string[], to: RawWindows['values']): void {
  const sample: Sample = dataset.samples[window.sample];
  const values = dataset.values(sample);
  const columns = axes.map((axis) => sample.axes.indexOf(axis));
  for (let step = 0; step < window.length; step++) {
    columns.forEach((column, axis) => (to[step * axes.length + axis] = values[(window.start + step) * sample.axes.length + column]));
  }
}

function noFeatures(): Float32Array {
  return new Float32Array();
}

function largest(values: RawValues): number {
  let found = 1;
  for (const value of values) found = Math.max(found, Math.abs(value));
  return found;
}

/** One window each with NaN, infinity and minus infinity, in the first, a middle and the last value. */
function refusedWindows(size: number): Float32Array {
  const windows = new Float32Array(3 * size);
  windows[0] = NaN;
  windows[size + (size >> 1)] = Infinity;
  windows[3 * size - 1] = -Infinity;
  return windows;
}
