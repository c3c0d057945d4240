import type { RawValues } from '../../../schemas/value-types';
import type { Random } from '../random';
import type { Augmentation } from './augmentation';
import { decibelsToRatio } from './decibels';
import { moveImage } from './move-image';

/** A window inside its recording. */
export interface WindowSource {
  /** Interleaved `[length][axes]`. */
  values: RawValues;
  axes: number;
  frequencyHz: number;
  /** First time step of the window; steps before and behind it are there to be moved in. */
  start: number;
  /** Of a window that is an image, in pixels. */
  image?: { width: number; height: number };
}

/** Noise in shares of the window's own loudness, smallest and largest. */
const NOISE_LEVELS = { low: [0.01, 0.3], high: [0.03, 1] } as const;
const NOISY_SHARE = 0.8;
/** Short filters in a row, each adding a share of an earlier value: `[how many, largest share]`. */
const MICROPHONES = { none: [0, 0], low: [1, 0.5], high: [2, 0.9] } as const;

/**
 * Writes an altered copy of a window into `target`, which has the window's size and the recording's type. In this order: speed and shift,
 * microphone, gain, noise (most of the copies). Images know neither speed nor microphones.
 */
export function alterWindow(source: WindowSource, target: RawValues, augmentation: Augmentation, random: Random): void {
  const { image } = source;
  const values = image ? moveImage({ ...source, image }, augmentation, random) : hear(source, target.length / source.axes, augmentation, random);
  const gain = decibelsToRatio(random.between(-augmentation.gain, augmentation.gain));
  values.forEach((value, at) => (values[at] = value * gain));
  if (augmentation.noise !== 'none' && random.uniform() < NOISY_SHARE) addNoise(values, NOISE_LEVELS[augmentation.noise], random);
  store(values, target);
}

/** At another time and speed, through another microphone. */
function hear(source: WindowSource, steps: number, augmentation: Augmentation, random: Random): Float64Array {
  const values = resample(source, steps, augmentation, random);
  filter(values, source.axes, MICROPHONES[augmentation.microphone], random);
  return values;
}

/** Reads step `start + (t - shift) * speed` for each step `t` of the window, between two values in proportion. */
function resample({ values, axes, frequencyHz, start }: WindowSource, steps: number, { speed, shift }: Augmentation, random: Random): Float64Array {
  const change = random.between(-speed, speed);
  const factor = change < 0 ? 1 / (1 - change) : 1 + change;
  const shiftSteps = (random.between(-shift, shift) * frequencyHz) / 1000;
  const length = values.length / axes;
  const result = new Float64Array(steps * axes);
  for (let step = 0; step < steps; step++) {
    const position = start + (step - shiftSteps) * factor;
    const before = Math.floor(position);
    for (let axis = 0; axis < axes; axis++) {
      const [a, b] = [valueAt(values, before, axes, axis, length), valueAt(values, before + 1, axes, axis, length)];
      result[step * axes + axis] = a + (b - a) * (position - before);
    }
  }
  return result;
}

/** Outside of a recording sound is silent; a sensor keeps its last value. */
function valueAt(values: RawValues, step: number, axes: number, axis: number, length: number): number {
  if (step >= 0 && step < length) return values[step * axes + axis];
  return values instanceof Int16Array ? 0 : values[(step < 0 ? 0 : length - 1) * axes + axis];
}

function filter(values: Float64Array, axes: number, [taps, largest]: readonly [number, number], random: Random): void {
  for (let tap = 1; tap <= taps; tap++) {
    const weight = random.between(-largest, largest);
    for (let at = values.length - 1; at >= tap * axes; at--) values[at] += weight * values[at - tap * axes];
  }
}

function addNoise(values: Float64Array, [least, most]: readonly [number, number], random: Random): void {
  const draw = random.uniform();
  const loudness = Math.sqrt(values.reduce((sum, value) => sum + value * value, 0) / values.length);
  const level = loudness * (least + (most - least) * draw * draw);
  for (let at = 0; at < values.length; at++) values[at] += level * random.normal();
}

function store(values: Float64Array, target: RawValues): void {
  const [low, high] = target instanceof Uint8Array ? [0, 255] : [-32768, 32767];
  if (target instanceof Float32Array) target.set(values);
  else values.forEach((value, at) => (target[at] = Math.max(low, Math.min(high, Math.round(value)))));
}
