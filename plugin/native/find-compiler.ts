import { ImpulseError } from '../errors';
import { findVersion } from '../setup/find-version';

/** The C++ compiler of this machine. */
export interface HostCompiler {
  command: string;
  /** First line of `--version`: part of every cache key. */
  version: string;
}

/** The shell command that prints the version of what `findCompiler` finds. */
export const COMPILER_COMMAND =
  '{ if [ -n "$CXX" ]; then "$CXX" --version; else g++ --version || clang++ --version || c++ --version; fi; } 2>/dev/null || true';

/**
 * The C++ compiler of this machine: `CXX` where it is set, else g++, clang++ or c++.
 * @throws ImpulseError IMP_COMPILER_MISSING
 */
export function findCompiler(): HostCompiler {
  for (const command of candidates()) {
    const version = findVersion(command);
    if (version !== undefined) return { command, version };
  }
  throw new ImpulseError('IMP_COMPILER_MISSING', { tried: candidates().join(', ') });
}

function candidates(): string[] {
  return process.env.CXX ? [process.env.CXX] : ['g++', 'clang++', 'c++'];
}
