import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { GoldenInput } from '../check-golden';
import { unpackShared } from '../shared-data';

const WORDS = ['yes', 'go', 'stop', '_unknown_', '_silence_'];
const RECORDINGS = [0, 9, 18, 27, 36];

/** Five windows of spoken words and noise; further axes are further recordings of the same word. */
export function audioWindows({ length, axes }: GoldenInput): Record<string, Int16Array> {
  const root = join(unpackShared('kws-speech-commands'), 'speech-commands');
  return Object.fromEntries(
    WORDS.map((word) => {
      const channels = readdirSync(join(root, word)).sort().slice(0, axes).map((file) => samplesOf(join(root, word, file)));
      return [word, Int16Array.from({ length: length * axes }, (_, i) => channels[i % axes][Math.floor(i / axes)] ?? 0)];
    }),
  );
}

/** Five windows of people who move: accelerations in g, then turning rates in rad/s. */
export function motionWindows({ length, axes }: GoldenInput): Record<string, Float32Array> {
  const root = join(unpackShared('motion-hapt'), 'hapt');
  const files = readdirSync(root).filter((file) => file.startsWith('exp')).sort();
  return Object.fromEntries(
    RECORDINGS.map((place) => {
      const rows = readFileSync(join(root, files[place]), 'utf8').split('\n').slice(2001, 2001 + length);
      return [files[place], Float32Array.from(rows.flatMap((row) => row.split(',').slice(1, 1 + axes).map(Number)))];
    }),
  );
}

/** 16-bit mono behind the usual header of 44 bytes. */
function samplesOf(file: string): Int16Array {
  const bytes = readFileSync(file).subarray(44);
  return Int16Array.from({ length: bytes.length >> 1 }, (_, i) => bytes.readInt16LE(2 * i));
}
