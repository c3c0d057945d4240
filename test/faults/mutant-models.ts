import { mkdirSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from 'vitest';
import { compileModel } from '../../plugin/compiler/compile-model';
import { importGraph } from '../../plugin/compiler/tflite/import-graph';
import { readFlatbuffer } from '../../plugin/compiler/tflite/read-flatbuffer';
import { drawExtremes, seededRandom, type Random } from '../conformance/random-models';
import { runManyOnHost, type HostRuns } from '../conformance/run-model';
import { fuzz } from '../fuzz/run-fuzz';

/** Larger ones make the program that runs them all too large. */
const LARGEST_BYTES = 1 << 18;

/** Builds changed models that the compiler took under sanitizers, and runs them on random bytes. @returns how many there were. */
export async function runMutants(corpus: string, folder: string, seed: number, count: number): Promise<number> {
  mkdirSync(folder, { recursive: true });
  const { findings } = await fuzz({ kind: 'tflite', seed, cases: 6 * count, corpus, folder, keep: count });
  expect(findings).toEqual([]);
  const random = seededRandom(seed);
  const good = join(folder, 'good');
  const runs = readdirSync(good).flatMap((name, index): HostRuns[] => {
    const file = readFileSync(join(good, name));
    const prefix = `mutant_${index}`;
    const model = compileModel(file, { name: prefix, arch: random.choose(['portable', 'x86-64', 'armv7e-m']) });
    const size = model.arenaBytes + model.constantBytes;
    if (size > LARGEST_BYTES) return [];
    const bytes = model.inputs.reduce((sum, input) => sum + input.bytes, 0);
    return [{ model, name: prefix, inputs: [drawBytes(random, bytes), drawBytes(random, bytes), ...drawExtremes(importGraph(readFlatbuffer(file)), random).slice(-1)] }];
  });
  runManyOnHost(runs);
  return runs.length;
}

function drawBytes(random: Random, count: number): Uint8Array {
  return Uint8Array.from({ length: count }, () => random.integer(0, 255));
}
