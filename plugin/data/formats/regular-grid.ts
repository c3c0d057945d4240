import { ImpulseError } from '../../errors';
import type { Placement } from '../move-spans';

/** More missing time steps than this are not filled in. */
const LONGEST_GAP = 10;
/** How far the mean rate may be from the one that the input expects. */
const RATE_TOLERANCE = 0.1;

/** Values that came with times, interleaved `[times.length][axes]`. */
export interface TimedValues {
  file: string;
  values: Float32Array;
  axes: number;
  ms: Float64Array;
  resolutionMs: number;
}

/** Values on the grid and, where they are not the rows of the file, which time step each row became. */
export interface GridValues {
  values: Float32Array;
  place?: Placement;
}

/**
 * The rate to read timed values at: the input's, where half of the intervals or their mean come within 10 % of it; otherwise the mean rate
 * itself, rounded to 0.01 Hz.
 */
export function readingRate({ file, ms }: Pick<TimedValues, 'file' | 'ms'>, frequencyHz: number): number {
  const last = ms.length - 1;
  if (last < 1 || ms[last] === 0) throw new ImpulseError('IMP_RECORDING_BROKEN', { file, problem: 'all its rows have the same time' });
  const intervals = ms.subarray(1).map((time, row) => time - ms[row]);
  const meanHz = (last * 1000) / ms[last];
  const medianHz = 1000 / intervals.sort()[last >> 1];
  const isNear = (hz: number) => Math.abs(hz - frequencyHz) <= RATE_TOLERANCE * frequencyHz;
  return isNear(meanHz) || isNear(medianHz) ? frequencyHz : Math.round(meanHz * 100) / 100;
}

/**
 * Puts timed values on a regular grid: row `i` at `i / frequencyHz` after the first.
 *
 * Times that agree with the grid to 1 % of an interval, or to the rounding of the file's own times, leave the values as they are.
 * Otherwise (jitter, a clock that is slightly off) each grid point is interpolated linearly between its neighbours. A gap of over 10
 * intervals is an error.
 */
export function toRegularGrid(timed: TimedValues, frequencyHz: number): GridValues {
  const { ms, resolutionMs } = timed;
  const interval = 1000 / frequencyHz;
  const slack = Math.max(0.01 * interval, 0.51 * resolutionMs);
  if (ms.every((time, row) => Math.abs(time - row * interval) <= slack)) return { values: timed.values };
  checkGaps(timed, interval);
  return interpolate(timed, interval);
}

function checkGaps({ file, ms }: TimedValues, interval: number): void {
  const gap = ms.findIndex((time, row) => row > 0 && time - ms[row - 1] > LONGEST_GAP * interval);
  if (gap < 0) return;
  const problem = `${Math.round(ms[gap] - ms[gap - 1])} ms are missing after row ${gap}`;
  throw new ImpulseError('IMP_RECORDING_BROKEN', { file, problem });
}

function interpolate({ values, axes, ms }: TimedValues, interval: number): GridValues {
  const count = Math.floor(ms[ms.length - 1] / interval + 1e-9) + 1;
  const output = new Float32Array(count * axes);
  for (let i = 0, row = 0; i < count; i++) {
    const time = i * interval;
    while (row < ms.length - 2 && ms[row + 1] <= time) row++;
    const width = ms[row + 1] - ms[row];
    const share = width > 0 ? Math.min(1, (time - ms[row]) / width) : 1;
    for (let axis = 0; axis < axes; axis++) {
      const from = values[row * axes + axis];
      output[i * axes + axis] = from + (values[(row + 1) * axes + axis] - from) * share;
    }
  }
  return { values: output, place: (row) => (row < ms.length ? Math.min(count, Math.round(ms[row] / interval)) : count + row - ms.length) };
}
