import { makeValues } from '../../schemas/value-types';
import type { Recording } from './formats/format';
import { moveSpans } from './move-spans';
import { resample } from './resample';

/**
 * A recording at another rate: every axis by itself through the band-limited filter of `resample`, labelled stretches moved along.
 */
export function resampleRecording(recording: Recording, frequencyHz: number): Recording {
  const axes = recording.axes.length;
  const ratio = frequencyHz / recording.frequencyHz;
  const columns = recording.axes.map((_, axis) => resample(column(recording.values, axis, axes), ratio));
  const length = columns[0].length;
  const values = makeValues(recording.dtype, length * axes);
  for (let i = 0; i < values.length; i++) {
    const value = columns[i % axes][Math.floor(i / axes)];
    values[i] = recording.dtype === 'int16' ? Math.max(-32768, Math.min(32767, Math.round(value))) : value;
  }
  const place = (step: number): number => Math.min(length, Math.round(step * ratio));
  return { ...recording, frequencyHz, values, ...(recording.spans && { spans: moveSpans(recording.spans, place) }) };
}

function column(values: ArrayLike<number>, axis: number, axes: number): Float64Array {
  return Float64Array.from({ length: values.length / axes }, (_, i) => values[i * axes + axis]);
}
