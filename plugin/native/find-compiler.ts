import { execFileSync } from 'node:child_process';
import { ImpulseError } from '../errors';

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
  try {
    const output = execFileSync(command, ['--version'], { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] });
    return { command, version: output.split('\n', 1)[0] };
  } catch {
    return undefined;
  }
}
