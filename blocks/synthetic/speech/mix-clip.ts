import type { SeededRandom } from '../../../plugin/data/synthetic/seeded-random';

/** 10^(-1/20): one decibel less. */
const DECIBEL = 0.8912509381337456;

/** The clip's word (empty for silence), noise, and where the word goes. */
export interface ClipParts {
  word: Float64Array;
  noise: Float64Array;
  snrDb: number;
  /** Time steps from the middle, at most. */
  shift: number;
}

/**
 * Puts a word into noise: the noise is scaled to the ratio of powers, the word's own power being taken over its own length; then the whole
 * to a random level between -24 and -3 dB of full scale.
 */
export function mixClip({ word, noise, snrDb, shift }: ClipParts, random: SeededRandom): Int16Array {
  const length = noise.length;
  const middle = Math.floor((length - word.length) / 2);
  const start = Math.max(Math.min(0, length - word.length), middle + random.integer(-shift, shift));
  const noiseGain = word.length ? Math.sqrt(power(word) / power(noise)) * attenuation(snrDb) : 1;
  const mixed = noise.map((value, i) => value * noiseGain + (word[i - start] ?? 0));
  const peak = mixed.reduce((most, value) => Math.max(most, Math.abs(value)), 1e-9);
  const gain = (32767 * attenuation(random.integer(3, 24))) / peak;
  return Int16Array.from(mixed, (value) => Math.round(value * gain));
}

/** Whole decibels below 0, or above where negative. */
function attenuation(decibel: number): number {
  let factor = 1;
  for (let i = 0; i < Math.abs(decibel); i++) factor *= DECIBEL;
  return decibel < 0 ? 1 / factor : factor;
}

function power(values: Float64Array): number {
  return values.reduce((sum, value) => sum + value * value, 1e-9) / values.length;
}
