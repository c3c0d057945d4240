import { sineOfTurns } from './exact-sine';

/** Zero crossings of the sinc on each side. */
const LOBES = 16;
/** Positions between two input samples that the table distinguishes. */
const PHASES = 512;

/** Fractional-delay filters, one row per phase. */
interface FilterTable {
  half: number;
  rows: Float64Array[];
}

const tables = new Map<number, FilterTable>();

/** Where output begins and ends. */
export interface Extent {
  /** Position of the first output sample, in input samples. Default: 0. */
  offset?: number;
  /** Output samples. Default: as many as lie within the input. */
  length?: number;
}

/** How many input samples to each side an output sample depends on. */
export function reachOf(ratio: number): number {
  return tableOf(cutoffOf(ratio)).half;
}

/**
 * Band-limited resampling of one channel: windowed sinc (Hann, 16 zero crossings a side), cut off (-6 dB) at 0.92 of the lower
 * Nyquist frequency. `ratio` = output rate / input rate. The position is rounded to 1/512 input sample. Own arithmetic throughout, so the
 * result is the same on every machine. Behind both ends the signal is taken as 0.
 */
export function resample(values: ArrayLike<number>, ratio: number, extent: Extent = {}): Float64Array {
  const { offset = 0, length = Math.floor(values.length * ratio) } = extent;
  const table = tableOf(cutoffOf(ratio));
  const output = new Float64Array(length);
  for (let i = 0; i < output.length; i++) {
    const position = Math.round((i / ratio + offset) * PHASES);
    const first = Math.floor(position / PHASES) - table.half + 1;
    const row = table.rows[position % PHASES];
    let sum = 0;
    for (let tap = Math.max(0, -first); tap < row.length && first + tap < values.length; tap++) sum += row[tap] * values[first + tap];
    output[i] = sum;
  }
  return output;
}

function cutoffOf(ratio: number): number {
  return Math.min(1, ratio) * 0.92;
}

function tableOf(cutoff: number): FilterTable {
  const key = Math.round(cutoff * 4096) / 4096;
  const known = tables.get(key);
  if (known) return known;
  const half = Math.ceil(LOBES / key);
  const rows = Array.from({ length: PHASES }, (_, phase) => makeRow(key, half, phase / PHASES));
  const table = { half, rows };
  tables.set(key, table);
  return table;
}

function makeRow(cutoff: number, half: number, delay: number): Float64Array {
  const row = Float64Array.from({ length: 2 * half }, (_, tap) => {
    const x = tap - half + 1 - delay;
    const window = 0.5 + 0.5 * sineOfTurns(0.25 + x / (2 * half));
    return Math.abs(x) < half ? sinc(cutoff * x) * window : 0;
  });
  const sum = row.reduce((total, value) => total + value, 0);
  return row.map((value) => value / sum);
}

function sinc(x: number): number {
  return Math.abs(x) < 1e-9 ? 1 : sineOfTurns(x / 2) / (3.141592653589793 * x);
}
