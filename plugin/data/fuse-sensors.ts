import { makeValues } from '../../schemas/value-types';
import { ImpulseError } from '../errors';
import type { Recording } from './formats/format';
import { moveSpans, type Placement } from './move-spans';
import { reachOf, resample } from './resample';

/** What one sensor recorded. */
export interface SensorPart {
  /** Name for messages. */
  file: string;
  recording: Recording;
}

/** A share of a time step that counts as none: rates and starts are written with so much rounding. */
const SLACK = 0.01;

/** Rates that differ by less are the same. */
const RATE_TOLERANCE = 0.001;

/**
 * One recording of what several sensors recorded at the same time, each at its own rate: every axis by itself through the band-limited
 * filter of `resample` to the rate of the input, or as it is where rate and start agree. Times of files count on one clock; a file without
 * times begins with the first one that has any. What is not covered by all sensors is cut off. Before its first and behind its last value a
 * sensor is taken to stay as it is there: a constant, such as gravity, stays one.
 *
 * @param parts the first one carries label, spans and name. @param axes of the input: each is of one part.
 * @throws IMP_RECORDING_BROKEN where two of them have no time in common
 */
export function fuseSensors(parts: readonly SensorPart[], axes: readonly string[], frequencyHz: number): Recording {
  const [{ file, recording: first }] = parts as [SensorPart];
  const reference = parts.find(({ recording }) => recording.startMs !== undefined)?.recording.startMs ?? 0;
  const begins = parts.map(({ recording }) => recording.startMs ?? reference);
  const ends = parts.map(({ recording }, index) => begins[index]! + (stepsOf(recording) * 1000) / recording.frequencyHz);
  const [beginMs, endMs] = [Math.max(...begins), Math.min(...ends)];
  const length = Math.floor(((endMs - beginMs) * frequencyHz) / 1000 + SLACK);
  if (length < 1) throw apart(file, parts, begins, ends);

  const columns = new Map<string, ArrayLike<number>>();
  parts.forEach(({ recording }, index) => {
    const offset = ((beginMs - begins[index]!) * recording.frequencyHz) / 1000;
    recording.axes.forEach((axis, place) => columns.set(axis, columnAt(recording, place, { offset, length, frequencyHz })));
  });
  const dtype = parts.every(({ recording }) => recording.dtype === first.dtype) ? first.dtype : 'float32';
  const values = makeValues(dtype, length * axes.length);
  axes.forEach((axis, place) => {
    const column = columns.get(axis)!;
    const store = dtype === 'int16' ? toInt16 : (value: number): number => value;
    for (let step = 0; step < length; step++) values[step * axes.length + place] = store(column[step]!);
  });
  const metadata = Object.assign({}, ...parts.map(({ recording }) => recording.metadata).reverse()) as Recording['metadata'];
  const { place: _, startMs: __, ...rest } = first;
  const fused = { ...rest, axes: [...axes], frequencyHz, dtype, values, metadata };
  if (!first.spans) return fused;
  const shiftMs = begins[0]! - beginMs;
  const place: Placement = (step) => {
    const at = Math.round((((step * 1000) / first.frequencyHz + shiftMs) * frequencyHz) / 1000);
    return Math.max(0, Math.min(length, at));
  };
  return { ...fused, spans: moveSpans(first.spans, place) };
}

interface Grid {
  /** Where the first step lies, in steps of the sensor. */
  offset: number;
  length: number;
  frequencyHz: number;
}

function columnAt(recording: Recording, axis: number, { offset, length, frequencyHz }: Grid): ArrayLike<number> {
  const [steps, axes] = [stepsOf(recording), recording.axes.length];
  const at = (step: number): number => recording.values[Math.max(0, Math.min(steps - 1, step)) * axes + axis]!;
  const whole = Math.round(offset);
  const isSameRate = Math.abs(recording.frequencyHz - frequencyHz) <= RATE_TOLERANCE * frequencyHz;
  if (isSameRate && Math.abs(offset - whole) <= SLACK) return Float64Array.from({ length }, (_, step) => at(whole + step));
  const ratio = frequencyHz / recording.frequencyHz;
  const reach = reachOf(ratio);
  const column = Float64Array.from({ length: steps + 2 * reach }, (_, step) => at(step - reach));
  return resample(column, ratio, { offset: offset + reach, length });
}

function stepsOf({ values, axes }: Recording): number {
  return values.length / axes.length;
}

function toInt16(value: number): number {
  return Math.max(-32768, Math.min(32767, Math.round(value)));
}

function apart(file: string, parts: readonly SensorPart[], begins: readonly number[], ends: readonly number[]): ImpulseError {
  const other = parts.find((_, index) => begins[index]! >= ends[0]! || ends[index]! <= begins[0]!) ?? parts.at(-1)!;
  return new ImpulseError('IMP_RECORDING_BROKEN', { file, problem: `it has no time in common with "${other.file}"` });
}
