import { mkdirSync } from 'node:fs';
import { basename, join } from 'node:path';
import { ImpulseError } from '../errors';
import { runTool } from './run-tool';
import type { Core } from './target';
import { toolchainOf } from './toolchain';

/** Sources to compile for a core. */
export interface SourcesRequest {
  core: Core;
  /** Absolute paths of C, C++ and assembler files; file names are unique. */
  sources: readonly string[];
  /** Absolute folders for `#include`. */
  includes?: readonly string[];
  /** Placed behind the core's own flags, so they win. */
  flags?: readonly string[];
  /** Absolute folder for the objects: `<file name>.o`. */
  output: string;
}

/** Lines for `locateOperators`; they change no code. */
const DEBUG_FLAGS = ['-g1'];
const COMMON_FLAGS = ['-ffunction-sections', '-fdata-sections', '-ffp-contract=off', '-DNDEBUG', '-Wall', '-Wextra'];
const CPP_FLAGS = ['-std=c++11', '-fno-exceptions', '-fno-rtti', '-fno-threadsafe-statics'];

/**
 * Compiles for a core and returns the objects, in order.
 * @throws ImpulseError IMP_EMULATOR_MISSING, IMP_COMPILER_MISSING, IMP_IMAGE_LINK with the compiler's own words
 */
export async function compileSources({ core, sources, includes = [], flags = [], output }: SourcesRequest): Promise<string[]> {
  const { compiler } = toolchainOf(core);
  mkdirSync(output, { recursive: true });
  const includeFlags = includes.flatMap((folder) => ['-I', folder]);
  const waiting = sources.map((source) => ({ source, object: join(output, `${basename(source)}.o`) }));
  const objects = waiting.map(({ object }) => object);
  const worker = async () => {
    for (let next = waiting.shift(); next; next = waiting.shift()) {
      const language = next.source.endsWith('.cpp') ? CPP_FLAGS : [];
      const chosen = [...core.flags, ...core.optimize, ...DEBUG_FLAGS, ...COMMON_FLAGS, ...language, ...flags];
      await runBuildTool(compiler, [...chosen, ...includeFlags, '-c', next.source, '-o', next.object], basename(next.source));
    }
  };
  await Promise.all([worker(), worker()]);
  return objects;
}

/** @throws ImpulseError IMP_IMAGE_LINK */
export async function runBuildTool(command: string, args: string[], what: string): Promise<void> {
  const { status, stderr } = await runTool(command, args);
  if (status !== 0) throw new ImpulseError('IMP_IMAGE_LINK', { what, problem: stderr.trim().split('\n').slice(0, 20).join('\n') });
}
