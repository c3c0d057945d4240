import { execFileSync } from 'node:child_process';
import { copyFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { describe, expect, test } from 'vitest';
import type { CompileOptions } from '../../plugin/compiler/compile-model';
import { sdkFiles } from '../../plugin/compiler/emit/sdk-files';
import { findEmulatorTools } from '../../plugin/estimate/emulator-tools';
import { linkImage } from '../../plugin/estimate/link-image';
import { readCore } from '../../plugin/estimate/read-target';
import { runImage } from '../../plugin/estimate/run-image';
import { assetRoot } from '../../plugin/paths';
import { makeFolder } from '../temp-folder';
import { SANITIZERS, STRICT_FLAGS } from './run-model';

const PROGRAM = join(__dirname, 'scalar_rounding.cpp');

/** A folder with requantize_fast.h of an instruction set and what it includes. */
function layOut(arch: CompileOptions['arch']): string {
  const folder = makeFolder();
  for (const file of sdkFiles(['requantize_fast'], arch)) copyFileSync(join(assetRoot, 'sdk-cpp', file), join(folder, basename(file)));
  return folder;
}

function expectEqual(counts: Buffer): void {
  const [compared, different, halves] = [0, 4, 8].map((at) => counts.readUInt32LE(at));
  expect(different).toBe(0);
  expect(compared).toBeGreaterThan(70_000);
  expect(halves).toBeGreaterThan(compared / 20);
}

describe('requantisation without a 64-bit product', () => {
  test('rounds twice as requantize() does, for all shifts, forced halves, edges of halves of words and ranges, and overflows nowhere', () => {
    const folder = layOut('armv6-m');
    const program = join(folder, 'program');
    execFileSync('g++', [...STRICT_FLAGS, ...SANITIZERS, '-O1', '-I', folder, PROGRAM, '-o', program], { stdio: 'pipe' });
    expectEqual(execFileSync(program));
  });
});

describe.skipIf(!findEmulatorTools())('requantisation of one sum on emulated cores (needs the emulator)', () => {
  test.each(['cortex-m0plus', 'cortex-m3', 'cortex-m4f'])('rounds on %s as requantize() does', async (id) => {
    const core = readCore(id);
    const folder = layOut(core.arch);
    const image = await linkImage({ core, sources: [PROGRAM], includes: [folder], output: join(folder, 'out') });
    expectEqual((await runImage(image, core)).output);
  });
});
