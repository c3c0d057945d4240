import { join } from 'node:path';
import { ImpulseError } from '../errors';
import { findCompiler } from '../native/find-compiler';
import { assetRoot } from '../paths';
import { needEmulatorTools } from './emulator-tools';
import type { Core } from './target';

/** How programs for a core are compiled and linked. */
export interface Toolchain {
  compiler: string;
  /** Sources around every program: start-up, files, the measured call. Below `sdk-cpp/emulator`. */
  runtime: string[];
  linkFlags: string[];
}

/** Folder of the sources around every program. */
export const emulatorFolder = join(assetRoot, 'sdk-cpp', 'emulator');

/** Relocations stay in the file, and in no memory: they say where the addresses of functions are taken. */
const BARE_METAL = ['-nostartfiles', '-specs=nano.specs', '-Wl,--no-warn-rwx-segments', '-Wl,--emit-relocs'];

/**
 * Bare metal without libstdc++, or for the host a program with its C library.
 * @throws ImpulseError IMP_EMULATOR_MISSING, IMP_COMPILER_MISSING, IMP_CORE_UNEMULATED
 */
export function toolchainOf(core: Core): Toolchain {
  if (core.toolchain === 'host') return { compiler: findCompiler().command, runtime: ['host_run.cpp'], linkFlags: [] };
  if (core.toolchain === 'none') throw new ImpulseError('IMP_CORE_UNEMULATED', { core: core.id });
  needEmulatorTools();
  return {
    compiler: 'arm-none-eabi-gcc',
    runtime: ['start.S', 'semihost.cpp'],
    linkFlags: [...BARE_METAL, '-L', emulatorFolder, '-T', join(core.folder, 'link.ld')],
  };
}
