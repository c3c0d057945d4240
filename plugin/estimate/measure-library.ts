import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ImpulseError } from '../errors';
import { isTranslationUnit } from '../native/include-closure';
import { needEmulatorTools } from './emulator-tools';
import type { ImageRun, RunOptions } from './execute-image';
import { linkImage, type Image } from './link-image';
import { locateOperators } from './locate-operators';
import { runImage } from './run-image';
import type { Core, Target } from './target';
import { emulatorFolder } from './toolchain';

/** The benchmark of a C++ library as a program for an emulated core. */
export interface LibraryImage {
  image: Image;
  /** `kws` of `kws_run_impulse`. */
  prefix: string;
}

/** What the benchmark printed there, and what was counted while it ran. */
export interface LibraryRun extends ImageRun {
  log: string;
}

/**
 * Builds the benchmark that lies in an unpacked C++ library.
 * @param folder of `<prefix>_impulse.h`
 * @param runs how often the impulse runs
 * @throws ImpulseError IMP_LIBRARY_INVALID, IMP_CORE_UNEMULATED, IMP_IMAGE_LINK, IMP_EMULATOR_MISSING
 */
export async function linkLibrary(folder: string, core: Core, output: string, runs = 1): Promise<LibraryImage> {
  if (core.toolchain !== 'arm-none-eabi') throw new ImpulseError('IMP_CORE_UNEMULATED', { core: core.id });
  const main = join(folder, 'benchmark', 'benchmark_main.cpp');
  const prefix = existsSync(main) && /^#include "(\w+)_impulse\.h"$/m.exec(readFileSync(main, 'utf8'))?.[1];
  if (!prefix) throw new ImpulseError('IMP_LIBRARY_INVALID', { folder });
  const own = readdirSync(folder).filter(isTranslationUnit).sort().map((name) => join(folder, name));
  const flags = ['-DIMPULSE_LAYERS', '-DIMPULSE_NO_MAIN', '-DIMPULSE_CYCLES', '-DIMPULSE_PRINT=emulator_print', `-DIMPULSE_RUNS=${runs}`];
  const entry = `-DIMPULSE_BENCHMARK=${prefix}_benchmark`;
  const sources = [join(emulatorFolder, 'run_benchmark.cpp'), main, ...own];
  const image = await linkImage({ core, sources, includes: [folder], flags: [...flags, entry], output });
  return { image, prefix };
}

/** Runs it and counts each operator: regions are named like the operator's constants, `conv_2d_2`. */
export async function runLibrary(
  { image, prefix }: LibraryImage,
  core: Core,
  options: Pick<RunOptions, 'flashCache' | 'exactClock'> = {},
): Promise<LibraryRun> {
  const invokes = image.symbols.map(({ name }) => name).filter((name) => name.endsWith('_invoke'));
  const stages = { dsp: [`${prefix}_extract_features`], invoke: invokes, post: [`${prefix}_decide`] };
  const run = await runImage(image, core, { ...options, stages, regions: await locateOperators(image) });
  return { ...run, log: run.output.toString('latin1') };
}

/**
 * One run of the benchmark on the core of a target, with the lines that the cache of its flash misses.
 * @throws ImpulseError as `linkLibrary`
 */
export async function measureLibrary(folder: string, target: Pick<Target, 'core' | 'flashCache'>): Promise<LibraryRun & { build: string }> {
  const output = mkdtempSync(join(tmpdir(), 'impulse-library-'));
  try {
    const { core, flashCache } = target;
    const run = await runLibrary(await linkLibrary(folder, core, output), core, { flashCache });
    return { ...run, build: [needEmulatorTools().compiler, ...core.flags, ...core.optimize].join(' ') };
  } finally {
    rmSync(output, { recursive: true, force: true });
  }
}
