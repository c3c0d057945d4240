import { join } from 'node:path';
import { expect, it } from 'vitest';
import { buildBlockFuzzer, findFuzzingClang, runFuzzer } from '../fuzz/fuzz-blocks';
import { makeFolder } from '../temp-folder';

const clang = findFuzzingClang();
const RUNS = 4_000;

it.skipIf(!clang)(`DSP blocks bear ${RUNS} parameters and windows that libFuzzer makes up (needs clang with libFuzzer)`, () => {
  const folder = join(makeFolder(), 'fuzz');
  expect(runFuzzer(buildBlockFuzzer(clang!, folder), folder, RUNS, 1)).toBeGreaterThan(500);
});
