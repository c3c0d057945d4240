import { ImpulseError } from '../../errors';

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

/**
 * Puts timed values on the regular grid of the input: row `i` at `i / frequencyHz` after the first.
 *
 * Times that agree with the grid to 1 % of an interval, or to the rounding of the file's own times, leave the values as they are.
 * Otherwise (jitter, a clock that is slightly off) each grid point is interpolated linearly between its neighbours. A mean rate that is
 * over 10 % off is an error, because resampling without a filter would fold frequencies; so is a gap of over 10 intervals.
 */
export function toRegularGrid(timed: TimedValues, frequencyHz: number): Float32Array {
  const { file, ms, resolutionMs } = timed;
  const interval = 1000 / frequencyHz;
  const last = ms.length - 1;
  if (last < 1 || ms[last] === 0) throw new ImpulseError('IMP_RECORDING_BROKEN', { file, problem: 'all its rows have the same time' });
  const meanHz = (last * 1000) / ms[last];
  if (Math.abs(meanHz - frequencyHz) > RATE_TOLERANCE * frequencyHz) {
    throw new ImpulseError('IMP_RATE_MISMATCH', { file, foundHz: Math.round(meanHz * 100) / 100, wantedHz: frequencyHz });
  }
  const slack = Math.max(0.01 * interval, 0.51 * resolutionMs);
  if (ms.every((time, row) => Math.abs(time - row * interval) <= slack)) return timed.values;
  checkGaps(timed, interval);
  return interpolate(timed, interval);
}

function checkGaps({ file, ms }: TimedValues, interval: number): void {
  const gap = ms.findIndex((time, row) => row > 0 && time - ms[row - 1] > LONGEST_GAP * interval);
  if (gap < 0) return;
  const problem = `${Math.round(ms[gap] - ms[gap - 1])} ms are missing after row ${gap}`;
  throw new ImpulseError('IMP_RECORDING_BROKEN', { file, problem });
}

function interpolate({ values, axes, ms }: TimedValues, interval: number): Float32Array {
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
  return output;
}
