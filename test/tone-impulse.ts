import { makeFolder } from './temp-folder';
import { makeWav } from './make-wav';

/** Two pitches, eight recordings each, told apart by a small dense model on the host: a whole impulse in seconds. */
export function makeToneImpulse(extra: Record<string, string | Buffer> = {}): string {
  const files: Record<string, string | Buffer> = { 'tones/impulse.yaml': TONE_MANIFEST, '.gitignore': 'recordings/\n.impulse/\n' };
  for (let i = 0; i < 16; i++) files[`tones/recordings/${i % 2 ? 'high' : 'low'}/${i}.wav`] = makeTone(i % 2 ? 8 : 40, i);
  return makeFolder({ ...files, ...extra });
}

export const TONE_MANIFEST = `name: tones
dataset:
  sources: [{ path: "recordings/**/*.wav", label: "{dir}" }]
  split: { validation: 25 %, test: 25 % }
input: { window: 250 ms, stride: 250 ms, frequency: 8 kHz, axes: [audio] }
dsp:
  mfe: { block: mfcc, coefficients: 6 }
learn:
  pitch: { block: dense-classifier, epochs: 6 }
targets: [linux-x86-64]
`;

/** A square wave of `period` samples over a little noise that differs from file to file. */
function makeTone(period: number, seed: number): Buffer {
  let state = seed * 7919 + 1;
  const noise = () => ((state = (state * 1103515245 + 12345) & 0x7fffffff) >> 16) % 600;
  return makeWav(Array.from({ length: 2000 }, (_, i) => (i % period < period / 2 ? 6000 : -6000) + noise()), { hz: 8000 });
}
