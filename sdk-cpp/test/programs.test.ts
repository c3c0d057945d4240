import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { readBlockSources } from '../../plugin/native';
import { assetRoot } from '../../plugin/paths';
import { buildProgram, runProgram, SANITIZERS } from './build-program';

const blocks = join(assetRoot, 'blocks', 'dsp');
const sourcesOf = (names: readonly string[]) =>
  names.map((name) => readBlockSources(join(blocks, name))).flatMap(({ sources, hostSources }) => [...sources, ...hostSources]);
const allBlocks = readdirSync(blocks, { withFileTypes: true }).filter((entry) => entry.isDirectory()).map((entry) => entry.name);

/** Folders of `dsp/arch`, the flag of their instruction set, and whether this processor has it. */
const hasAvx2 = existsSync('/proc/cpuinfo') && / avx2 /.test(readFileSync('/proc/cpuinfo', 'utf8'));
const VERSIONS = [
  ['portable', undefined, [], true],
  ['x86-64', 'x86-64', ['-mavx2'], hasAvx2],
] as const;

describe('the C++ of the DSP blocks, under sanitizers,', () => {
  it('computes log, exp, sin and cos within their bounds', () => {
    expect(runProgram(buildProgram([join(__dirname, 'deterministic_test.cpp')]))).toContain('log_f32');
  });

  it('transforms in integers without overflow and within a few units of 2^29', () => {
    expect(runProgram(buildProgram([join(__dirname, 'fixed_point_test.cpp')]))).toContain('ok');
  });

  for (const [name, arch, flags, runs] of VERSIONS) {
    it.skipIf(!runs)(`makes the same bits of a spectrum by the ${name} files (needs the instruction set)`, () => {
      const program = buildProgram([join(__dirname, 'power_spectrum_test.cpp')], [...SANITIZERS, ...flags], arch);
      expect(runProgram(program)).toMatch(/^\d+ spectra/);
    });
  }

  it('extracts the same bits from slices as from whole windows', () => {
    const program = buildProgram([join(__dirname, 'slices_test.cpp'), ...sourcesOf(['mfcc', 'mfe', 'spectrogram'])]);
    expect(runProgram(program)).toMatch(/^\d+ windows/);
  });

  it('stays within its buffers, leaves nothing behind and refuses what it cannot compute', () => {
    const program = buildProgram([join(__dirname, 'blocks_test.cpp'), ...sourcesOf(allBlocks)]);
    expect(runProgram(program)).toContain('ok');
  });
});
