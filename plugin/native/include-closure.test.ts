import { join, relative } from 'node:path';
import { expect, it } from 'vitest';
import { assetRoot } from '../paths';
import { includeClosure, includeFolders } from './include-closure';

const dsp = join(assetRoot, 'sdk-cpp', 'dsp');

function unitsOf(arch?: string): string[] {
  const files = includeClosure([join(dsp, 'frame_power.cpp')], includeFolders(), arch).map(({ path }) => relative(dsp, path));
  return files.filter((file) => file.endsWith('.cpp'));
}

it('adds the source files of included headers, and what they include', () => {
  expect(unitsOf()).toEqual(['block_float.cpp', 'frame_power.cpp', 'power_spectrum.cpp', 'real_fft.cpp']);
});

it('takes the source file of an instruction set where it has one of that name', () => {
  expect(unitsOf('x86-64')).toEqual(['arch/x86-64/power_spectrum.cpp', 'block_float.cpp', 'frame_power.cpp', 'real_fft.cpp']);
});
