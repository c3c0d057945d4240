import { mkdirSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { ImpulseError } from '../errors';
import { findCompiler } from '../native/find-compiler';
import { assetRoot } from '../paths';
import { needEmulatorTools } from './emulator-tools';
import { readElf, type Elf } from './read-elf';
import { readMap, type MapPiece } from './read-map';
import { runTool } from './run-tool';
import type { Core } from './target';

/** A program for a core. One of its sources defines `emulator_main()` (`sdk-cpp/emulator/emulator.h`). */
export interface ImageRequest {
  core: Core;
  /** Absolute paths of C, C++ and assembler files; file names are unique. */
  sources: readonly string[];
  /** Absolute folders for `#include`. */
  includes?: readonly string[];
  /** Placed behind the core's own flags, so they win. */
  flags?: readonly string[];
  /** Absolute folder for objects, `image.elf` and `image.map`. */
  output: string;
}

export interface Image extends Elf {
  /** Absolute paths. */
  elf: string;
  map: string;
  pieces: MapPiece[];
  /** Sums of the allocated sections: what is in the image, and what is written at run time (without the stack). */
  flashBytes: number;
  staticRamBytes: number;
}

/** How a toolchain compiles and links, and the sources that stand around a program. */
interface Toolchain {
  compiler: string;
  /** Below `sdk-cpp/emulator`. */
  runtime: string[];
  linkFlags: string[];
}

const COMMON_FLAGS = ['-ffunction-sections', '-fdata-sections', '-ffp-contract=off', '-DNDEBUG', '-Wall', '-Wextra'];
const CPP_FLAGS = ['-std=c++11', '-fno-exceptions', '-fno-rtti', '-fno-threadsafe-statics'];

/**
 * Compiles and links a program with our start-up code (bare metal, without libstdc++) or, for the host, with its C library.
 * @throws ImpulseError IMP_EMULATOR_MISSING, IMP_COMPILER_MISSING, IMP_IMAGE_LINK with the tool's own words
 */
export async function linkImage(request: ImageRequest): Promise<Image> {
  const toolchain = toolchainOf(request.core);
  mkdirSync(request.output, { recursive: true });
  const emulator = join(assetRoot, 'sdk-cpp', 'emulator');
  const sources = [...toolchain.runtime.map((name) => join(emulator, name)), ...request.sources];
  const objects = await compileAll(toolchain.compiler, sources, [emulator, ...(request.includes ?? [])], request);
  const elf = join(request.output, 'image.elf');
  const map = join(request.output, 'image.map');
  const options = ['-Wl,--gc-sections', '-Wl,-z,noexecstack', `-Wl,-Map=${map}`, ...toolchain.linkFlags];
  await build(toolchain.compiler, [...request.core.flags, ...options, ...objects, '-lm', '-o', elf], 'image.elf');
  return describeImage(elf, map);
}

function toolchainOf(core: Core): Toolchain {
  if (core.toolchain === 'host') return { compiler: findCompiler().command, runtime: ['host_run.cpp'], linkFlags: [] };
  needEmulatorTools();
  const script = ['-L', join(assetRoot, 'sdk-cpp', 'emulator'), '-T', join(core.folder, 'link.ld')];
  return {
    compiler: 'arm-none-eabi-gcc',
    runtime: ['start.S', 'semihost.cpp'],
    linkFlags: ['-nostartfiles', '-specs=nano.specs', '-Wl,--no-warn-rwx-segments', ...script],
  };
}

/** Reads what was linked. */
export function describeImage(elf: string, map: string): Image {
  const { sections, symbols } = readElf(readFileSync(elf));
  const sum = (wanted: typeof sections) => wanted.reduce((bytes, section) => bytes + section.bytes, 0);
  return {
    elf,
    map,
    sections,
    symbols,
    pieces: readMap(readFileSync(map, 'utf8')),
    flashBytes: sum(sections.filter((section) => section.loaded)),
    staticRamBytes: sum(sections.filter((section) => section.writable)),
  };
}

async function compileAll(
  compiler: string,
  sources: readonly string[],
  includes: readonly string[],
  { core, flags = [], output }: ImageRequest,
): Promise<string[]> {
  const includeFlags = includes.flatMap((folder) => ['-I', folder]);
  const waiting = sources.map((source) => ({ source, object: join(output, `${basename(source)}.o`) }));
  const objects = waiting.map(({ object }) => object);
  const worker = async () => {
    for (let next = waiting.shift(); next; next = waiting.shift()) {
      const language = next.source.endsWith('.cpp') ? CPP_FLAGS : [];
      const chosen = [...core.flags, ...core.optimize, ...COMMON_FLAGS, ...language, ...flags];
      const args = [...chosen, ...includeFlags, '-c', next.source, '-o', next.object];
      await build(compiler, args, basename(next.source));
    }
  };
  await Promise.all([worker(), worker()]);
  return objects;
}

async function build(command: string, args: string[], what: string): Promise<void> {
  const { status, stderr } = await runTool(command, args);
  if (status !== 0) throw new ImpulseError('IMP_IMAGE_LINK', { what, problem: stderr.trim().split('\n').slice(0, 20).join('\n') });
}
