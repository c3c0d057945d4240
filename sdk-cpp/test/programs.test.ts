import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { readBlockSources } from '../../plugin/native';
import { assetRoot } from '../../plugin/paths';
import { buildProgram, runProgram } from './build-program';

const blocks = join(assetRoot, 'blocks', 'dsp');
const sourcesOf = (names: readonly string[]) =>
  names.map((name) => readBlockSources(join(blocks, name))).flatMap(({ sources, hostSources }) => [...sources, ...hostSources]);
const allBlocks = readdirSync(blocks, { withFileTypes: true }).filter((entry) => entry.isDirectory()).map((entry) => entry.name);

describe('the C++ of the DSP blocks, under sanitizers,', () => {
  it('computes log, exp, sin and cos within their bounds', () => {
    expect(runProgram(buildProgram([join(__dirname, 'deterministic_test.cpp')]))).toContain('log_f32');
  });

  it('transforms in integers without overflow and within a few units of 2^29', () => {
    expect(runProgram(buildProgram([join(__dirname, 'fixed_point_test.cpp')]))).toContain('ok');
  });

  it('extracts the same bits from slices as from whole windows', () => {
    const program = buildProgram([join(__dirname, 'slices_test.cpp'), ...sourcesOf(['mfcc', 'mfe', 'spectrogram'])]);
    expect(runProgram(program)).toMatch(/^\d+ windows/);
  });

  it('stays within its buffers, leaves nothing behind and refuses what it cannot compute', () => {
    const program = buildProgram([join(__dirname, 'blocks_test.cpp'), ...sourcesOf(allBlocks)]);
    expect(runProgram(program)).toContain('ok');
  });
});
