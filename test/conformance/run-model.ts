import { execFileSync, spawnSync } from 'node:child_process';
import { copyFileSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import type { CompiledModel } from '../../plugin/compiler/compile-model';
import { sdkFiles } from '../../plugin/compiler/emit/sdk-files';
import { assetRoot } from '../../plugin/paths';

/** How strict a build of generated code is: no warning, no undefined behaviour. */
export const STRICT_FLAGS = ['-std=c++11', '-Wall', '-Wextra', '-Werror', '-pedantic', '-Wconversion', '-fno-exceptions', '-fno-rtti'];
/** What finds undefined behaviour and accesses out of bounds while a program runs. */
export const SANITIZERS = ['-fsanitize=address,undefined,float-cast-overflow', '-fno-sanitize-recover=all'];

/** Writes a compiled model and the kernels it includes into one flat folder, as users get it. */
export function writeFlat(model: CompiledModel, folder: string): void {
  for (const [name, text] of Object.entries(model.files)) writeFileSync(join(folder, name), text);
  for (const file of model.sdkFiles) copyFileSync(join(assetRoot, 'sdk-cpp', file), join(folder, basename(file)));
}

/**
 * Writes a compiled model and the kernels it includes into one flat folder, as users get it; but what is written for one instruction
 * set is replaced by its portable reference, which takes the same packed weights.
 */
function writeForHost(model: CompiledModel, folder: string): void {
  for (const [name, text] of Object.entries(model.files)) writeFileSync(join(folder, name), text);
  // a portable reference may include more than the version that it stands in for
  const headers = model.sdkFiles.map((file) => basename(file, '.h'));
  for (const file of sdkFiles(headers, 'portable')) copyFileSync(join(assetRoot, 'sdk-cpp', file), join(folder, basename(file)));
}

/** A compiled model, its C prefix and the inputs of its runs, each the model's inputs one after another. */
export interface HostRuns {
  model: CompiledModel;
  name: string;
  inputs: Uint8Array[];
}

/** Which version of the kernels runs, and what the compiler needs for it. */
export interface HostForm {
  write(model: CompiledModel, folder: string): void;
  flags: string[];
  /** For inputs by the thousand: optimized, without sanitizers, each input once. */
  isFast?: boolean;
}

const PORTABLE: HostForm = { write: writeForHost, flags: ['-O1'] };

/** Portable kernels for models by the thousand, under the same sanitizers: an unoptimized build takes half the time, its run is short. */
export const UNOPTIMIZED: HostForm = { write: writeForHost, flags: ['-O0'] };

/** Portable kernels for inputs by the thousand. */
export const FAST: HostForm = { write: writeForHost, flags: ['-O2'], isFast: true };

/** The kernels for x86-64 as they are. */
export const AVX2: HostForm = { write: writeFlat, flags: ['-O1', '-mavx2'] };

/** They too for inputs by the thousand. */
export const FAST_AVX2: HostForm = { write: writeFlat, flags: ['-O2', '-mavx2'], isFast: true };

/** Said by tests that are skipped without it. */
export const NO_AVX2 = 'needs a processor with AVX2';

/** Whether this machine runs what -mavx2 gives. */
export function hasAvx2(): boolean {
  const { stdout } = spawnSync('g++', ['-march=native', '-dM', '-E', '-x', 'c++', '/dev/null']);
  return process.arch === 'x64' && String(stdout).includes('__AVX2__');
}

/** Outputs of a model on the host, run by run. */
export function runOnHost(model: CompiledModel, name: string, inputs: Uint8Array[], compiler = 'g++'): Uint8Array[] {
  return runManyOnHost([{ model, name, inputs }], compiler)[0];
}

/**
 * Builds models into one program, with sanitizers unless the form is a fast one, and runs them. Every run is done twice in a row, and a second result that differs
 * from the first one stops the program. A model that keeps state repeats its first run alone, after a reset.
 */
export function runManyOnHost(runs: HostRuns[], compiler = 'g++', form: HostForm = PORTABLE): Uint8Array[][] {
  const program = buildOnHost(runs, compiler, form);
  try {
    return program.run(runs.map(({ inputs }) => inputs));
  } finally {
    program.remove();
  }
}

/** Models that were built once, for any number of inputs. */
export interface HostProgram {
  /** Takes the inputs of each model's runs, gives its outputs. */
  run(inputs: readonly Uint8Array[][]): Uint8Array[][];
  remove(): void;
}

export function buildOnHost(models: readonly Omit<HostRuns, 'inputs'>[], compiler = 'g++', { write, flags, isFast = false }: HostForm = PORTABLE): HostProgram {
  const folder = mkdtempSync(join(tmpdir(), 'nx-impulse-model-'));
  const remove = () => rmSync(folder, { recursive: true });
  const program = join(folder, 'model');
  try {
    models.forEach(({ model }) => write(model, folder));
    writeFileSync(join(folder, 'main.cpp'), models.map(({ name, model }) => runFunction(name, model, isFast)).join('') + mainFunction(models));
    const sources = ['main', ...models.map(({ name }) => `${name}_model`)].map((stem) => join(folder, `${stem}.cpp`));
    execFileSync(compiler, [...STRICT_FLAGS, ...flags, ...(isFast ? [] : SANITIZERS), ...sources, '-o', program]);
  } catch (error) {
    remove();
    throw error;
  }
  const run = (inputs: readonly Uint8Array[][]): Uint8Array[][] => {
    const counts = inputs.map(({ length }) => String(length));
    const result = execFileSync(program, counts, { input: Buffer.concat(inputs.flat()), maxBuffer: 1 << 30 });
    let at = 0;
    return models.map(({ model }, index) => inputs[index].map(() => new Uint8Array(result.subarray(at, (at += totalBytes(model.outputs))))));
  };
  return { run, remove };
}

function totalBytes(tensors: { bytes: number }[]): number {
  return tensors.reduce((sum, { bytes }) => sum + bytes, 0);
}

/** Reads the inputs of a model's runs from standard input and writes the outputs of each. */
function runFunction(name: string, model: CompiledModel, isFast: boolean): string {
  return `#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include "${name}_model.h"
static int invoke_${name}(const unsigned char *input, unsigned char *result) {
  for (int i = 0; i < ${model.inputs.length}; input += ${name}_input_bytes(i++)) memcpy(${name}_input(i), input, ${name}_input_bytes(i));
  if (${name}_invoke() != 0) return 1;
  for (int i = 0; i < ${model.outputs.length}; result += ${name}_output_bytes(i++)) memcpy(result, ${name}_output(i), ${name}_output_bytes(i));
  return 0;
}
static int run_${name}(int count) {
  static unsigned char input[${totalBytes(model.inputs)}], first[${totalBytes(model.outputs)}]${isFast ? '' : `, second[${totalBytes(model.outputs)}]`};
  if (${name}_init() != 0) return 1;
  for (int run = 0; run < count; ++run) {
    if (fread(input, 1, sizeof input, stdin) != sizeof input) return 1;
    ${isFast ? `if (invoke_${name}(input, first)) return 2;` : model.stateBytes ? keptRun(name) : repeatedRun(name)}
    fwrite(first, 1, sizeof first, stdout);
  }
  return 0;
}
`;
}

function repeatedRun(name: string): string {
  return `if (invoke_${name}(input, first) || invoke_${name}(input, second) || memcmp(first, second, sizeof first) != 0) return 2;`;
}

/** A reset after the first run must lead to the same first result. */
function keptRun(name: string): string {
  return `if (run == 0 && (invoke_${name}(input, second) || ${name}_init() != 0)) return 2;
    if (invoke_${name}(input, first) || (run == 0 && memcmp(first, second, sizeof first) != 0)) return 2;`;
}

function mainFunction(models: readonly { name: string }[]): string {
  const calls = models.map(({ name }, index) => `  if (run_${name}(atoi(counts[${index + 1}])) != 0) return 1;\n`);
  return `int main(int, char **counts) {\n${calls.join('')}  return 0;\n}\n`;
}
