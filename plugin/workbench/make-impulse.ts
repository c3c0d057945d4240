import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { encodeWav } from '../data/synthetic/encode-wav';
import { createRandom } from '../data/synthetic/seeded-random';

/** Samples per second, and recordings of each sound. */
const RATE_HZ = 8000;
const COUNT = 8;

/** Largest sample of each sound. */
const SOUNDS = { quiet: 200, loud: 4000 };

const MANIFEST = `name: made-up
dataset:
  sources: [{ path: "recordings/**/*.wav", label: "{dir}" }]
input: { window: 250 ms, stride: 250 ms, frequency: ${RATE_HZ / 1000} kHz, axes: [audio] }
dsp:
  statistics: { block: flatten }
learn:
  loudness: { block: dense-classifier, epochs: 4 }
targets: [linux-x86-64]
`;

/** Writes a small impulse into an empty folder: two loudnesses of noise, told apart by a dense network. It runs in seconds. */
export function makeImpulse(root: string): void {
  for (const [sound, scale] of Object.entries(SOUNDS)) {
    for (let index = 0; index < COUNT; index++) {
      const random = createRandom(sound, index);
      const values = Int16Array.from({ length: RATE_HZ / 4 }, () => scale * random.normal());
      const file = join(root, 'recordings', sound, `${index}.wav`);
      mkdirSync(dirname(file), { recursive: true });
      writeFileSync(file, encodeWav(values, RATE_HZ));
    }
  }
  writeFileSync(join(root, 'impulse.yaml'), MANIFEST);
}
