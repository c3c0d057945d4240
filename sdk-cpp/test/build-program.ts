import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { findCompiler } from '../../plugin/native/find-compiler';
import { includeClosure, includeFolders, isTranslationUnit } from '../../plugin/native/include-closure';
import { makeFolder } from '../../test/temp-folder';

const WARNINGS = ['-Wall', '-Wextra', '-Werror', '-pedantic', '-Wconversion'];
/** What C++ tests are built with unless they say otherwise. */
export const SANITIZERS = ['-fsanitize=address,undefined,float-cast-overflow', '-fno-sanitize-recover=all'];

/**
 * Builds a C++ test program with the sdk sources that it includes, under sanitizers, and returns its path.
 * @param arch folder of `sdk-cpp/dsp/arch` whose files take the place of the portable ones
 */
export function buildProgram(sources: readonly string[], flags: readonly string[] = SANITIZERS, arch?: string): string {
  const units = includeClosure(sources, includeFolders(), arch).map((file) => file.path).filter(isTranslationUnit);
  const program = join(makeFolder(), 'program');
  const includes = includeFolders().flatMap((folder) => ['-I', folder]);
  execFileSync(findCompiler().command, ['-std=c++11', '-O1', '-g', ...WARNINGS, ...flags, ...includes, ...units, '-o', program], {
    stdio: 'pipe',
  });
  return program;
}

/** Runs a program; its words become part of the error where it fails. */
export function runProgram(program: string, args: readonly string[] = []): string {
  return execFileSync(program, args, { encoding: 'utf8', stdio: 'pipe' });
}
