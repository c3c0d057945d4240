import { sineOfTurns } from '../../../plugin/data/exact-sine';
import type { SeededRandom } from '../../../plugin/data/synthetic/seeded-random';

/** Colours by their spectrum, the hum of mains, and voices in a crowd. */
export type NoiseKind = 'white' | 'pink' | 'brown' | 'hum' | 'babble';

/** Every kind of noise. */
export const NOISE_KINDS: readonly NoiseKind[] = ['white', 'pink', 'brown', 'hum', 'babble'];

/** Noise of about unit power. `babble` is a long stretch of murmuring voices, at the same rate. */
export function makeNoise(kind: NoiseKind, length: number, frequencyHz: number, babble: Float64Array, random: SeededRandom): Float64Array {
  if (kind === 'babble') return takeBabble(babble, length, random);
  if (kind === 'hum') return makeHum(length, frequencyHz, random);
  const noise = Float64Array.from({ length }, () => random.normal());
  return kind === 'white' ? noise : filterNoise(noise, kind);
}

/** Low frequencies up: leaky integrators; pink is three of them beside the noise itself, about -3 dB an octave. */
function filterNoise(noise: Float64Array, kind: 'pink' | 'brown'): Float64Array {
  let [slow, middle, fast] = [0, 0, 0];
  return noise.map((value) => {
    slow = 0.99765 * slow + 0.099046 * value;
    middle = 0.963 * middle + 0.2965164 * value;
    fast = 0.57 * fast + 1.0526913 * value;
    return kind === 'brown' ? slow : slow + middle + fast + 0.1848 * value;
  });
}

/** Mains hum and a machine: harmonics with falling power, over a little white noise. */
function makeHum(length: number, frequencyHz: number, random: SeededRandom): Float64Array {
  const base = random.integer(45, 130);
  const partials = [1, 2, 3, 4, 6, 9].map((multiple) => ({
    step: (base * multiple) / frequencyHz,
    phase: random.next(),
    gain: random.next() / multiple,
  }));
  return Float64Array.from({ length }, (_, i) => {
    const tones = partials.reduce((sum, { step, phase, gain }) => sum + gain * sineOfTurns(phase + i * step), 0);
    return tones + 0.1 * random.normal();
  });
}

function takeBabble(babble: Float64Array, length: number, random: SeededRandom): Float64Array {
  const starts = [0, 1, 2, 3].map(() => random.integer(0, babble.length - 1));
  return Float64Array.from({ length }, (_, i) => starts.reduce((sum, start) => sum + babble[(start + i) % babble.length], 0));
}
