import { ImpulseError } from '../errors';
import { findVersion } from '../setup/find-version';

/** The C++ compiler of this machine. */
export interface HostCompiler {
  command: string;
  /** First line of `--version`: part of every cache key. */
  version: string;
}

let found: HostCompiler | undefined;

/**
 * The C++ compiler of this machine: `CXX` where it is set, else g++, clang++ or c++.
 * @throws ImpulseError IMP_COMPILER_MISSING
 */
export function findCompiler(): HostCompiler {
  found ??= candidates()
    .map(ask)
    .find((compiler) => compiler !== undefined);
  if (found === undefined) throw new ImpulseError('IMP_COMPILER_MISSING', { tried: candidates().join(', ') });
  return found;
}

function candidates(): string[] {
  return process.env.CXX ? [process.env.CXX] : ['g++', 'clang++', 'c++'];
}

function ask(command: string): HostCompiler | undefined {
  const version = findVersion(command);
  return version === undefined ? undefined : { command, version };
}
