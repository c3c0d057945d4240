import type { Dataset, Sample, Window } from '../data/dataset';

/** Raw windows as the sensor delivers them, back to back, interleaved. */
export interface RawWindows {
  values: Int16Array | Float32Array;
  /** The first ones are real; behind them stand silence, full scale and tiny amplitude. */
  real: number;
  total: number;
  /** Windows with NaN and infinity, which must be refused; none for int16. */
  refused: Float32Array;
}

export interface WindowChoice {
  dataset: Pick<Dataset, 'samples' | 'values'>;
  /** Those to choose from, in the order of the recordings. */
  windows: readonly Window[];
  /** How many to take, spread evenly. */
  count: number;
  /** Time steps of a window. */
  length: number;
  axes: readonly string[];
}

/** Picks real windows evenly and adds the three on which floats go wrong first. */
export function chooseWindows({ dataset, windows, count, length, axes }: WindowChoice): RawWindows {
  const real = Math.min(count, windows.length);
  const chosen = Array.from({ length: real }, (_, i) => windows[Math.floor((i * windows.length) / real)]);
  const isFloat = chosen.some(({ sample }) => dataset.samples[sample].dtype === 'float32');
  const size = length * axes.length;
  const values = isFloat ? new Float32Array((real + 3) * size) : new Int16Array((real + 3) * size);
  chosen.forEach((window, i) => copyWindow(dataset, window, axes, values.subarray(i * size, (i + 1) * size)));
  const scale = isFloat ? largest(values) : 32767;
  const tiny = isFloat ? 1e-40 : 1;
  values.subarray((real + 1) * size, (real + 2) * size).forEach((_, i, window) => (window[i] = i % 3 === 0 ? scale : -scale));
  values.subarray((real + 2) * size).forEach((_, i, window) => (window[i] = i % 2 === 0 ? tiny : -tiny));
  return { values, real, total: real + 3, refused: isFloat ? refusedWindows(size) : new Float32Array() };
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

function largest(values: Int16Array | Float32Array): number {
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
