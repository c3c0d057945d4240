import { mkdtempSync, readdirSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { makeCorpus } from '../fuzz/make-corpus';
import { runMutants } from '../faults/mutant-models';
import { buildBlockFuzzer, findFuzzingClang, runFuzzer } from '../fuzz/fuzz-blocks';
import { fuzz } from '../fuzz/run-fuzz';

const SEED = Number(process.env.NX_IMPULSE_FUZZ_SEED ?? 7);
const CASES = Number(process.env.NX_IMPULSE_FUZZ_CASES ?? 10_000);

/** It stays: findings keep their inputs there. */
const folder = mkdtempSync(join(tmpdir(), 'nx-impulse-fuzz-'));
makeCorpus(join(folder, 'corpus'));

it.each(readdirSync(join(folder, 'corpus')))(`inputs of the kind %s, guided to new code, are read or refused (seed ${SEED}, ${CASES} cases)`, async (kind) => {
  const { findings, accepted, peakBytes } = await fuzz({ kind, seed: SEED, cases: CASES, corpus: join(folder, 'corpus', kind), folder, guided: true });
  console.log(`${kind}: ${accepted} of ${CASES} read, peak memory ${Math.round(peakBytes / 1e6)} MB`);
  expect(findings).toEqual([]);
});

it.each([1, 2, 3, 4, 5])('models of seed %i that were changed, and that the compiler takes, give programs without undefined behaviour', async (seed) => {
  expect(await runMutants(join(folder, 'corpus', 'tflite'), join(folder, `mutants-${seed}`), seed, 40)).toBeGreaterThan(10);
});

const clang = findFuzzingClang();
it.skipIf(!clang)('DSP blocks bear parameters and windows that libFuzzer makes up, in long runs (needs clang with libFuzzer)', () => {
  const program = buildBlockFuzzer(clang!, join(folder, 'blocks'));
  expect(runFuzzer(program, join(folder, 'blocks'), 50 * CASES, SEED)).toBeGreaterThan(1000);
});
