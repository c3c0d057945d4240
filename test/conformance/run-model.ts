import { execFileSync } from 'node:child_process';
import { copyFileSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import type { CompiledModel } from '../../plugin/compiler/compile-model';
import { assetRoot } from '../../plugin/paths';

/** How strict a build of generated code is: no warning, no undefined behaviour. */
export const STRICT_FLAGS = ['-std=c++11', '-Wall', '-Wextra', '-Werror', '-pedantic', '-Wconversion', '-fno-exceptions', '-fno-rtti'];
const SANITIZERS = ['-fsanitize=address,undefined', '-fno-sanitize-recover=all'];

/** Writes a compiled model and the kernels it includes into one flat folder, as users get it. */
export function writeModel(model: CompiledModel, folder: string): void {
  for (const [name, text] of Object.entries(model.files)) writeFileSync(join(folder, name), text);
  for (const file of model.sdkFiles) copyFileSync(join(assetRoot, 'sdk-cpp', file), join(folder, basename(file)));
}

/**
 * Builds a model named `name` for the host with sanitizers and runs it on inputs one after another; every run is done twice in a row,
 * and a second result that differs from the first one stops the program.
 */
export function runOnHost(model: CompiledModel, name: string, inputs: Uint8Array[], compiler = 'g++'): Uint8Array[] {
  const folder = mkdtempSync(join(tmpdir(), 'nx-impulse-model-'));
  try {
    writeModel(model, folder);
    writeFileSync(join(folder, 'main.cpp'), mainProgram(name, model));
    const program = join(folder, 'model');
    execFileSync(compiler, [...STRICT_FLAGS, '-O1', ...SANITIZERS, join(folder, `${name}_model.cpp`), join(folder, 'main.cpp'), '-o', program]);
    const outputBytes = model.outputs.reduce((sum, { bytes }) => sum + bytes, 0);
    const result = execFileSync(program, { input: Buffer.concat(inputs), maxBuffer: 1 << 30 });
    return inputs.map((_, index) => new Uint8Array(result.subarray(index * outputBytes, (index + 1) * outputBytes)));
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** Reads the inputs of one run after another from standard input, and writes the outputs of each. */
function mainProgram(name: string, model: CompiledModel): string {
  const inputBytes = model.inputs.reduce((sum, { bytes }) => sum + bytes, 0);
  const outputBytes = model.outputs.reduce((sum, { bytes }) => sum + bytes, 0);
  return `#include <stdio.h>
#include <string.h>
#include "${name}_model.h"
static unsigned char input[${inputBytes}], first[${outputBytes}], second[${outputBytes}];
static int run(unsigned char *result) {
  size_t at = 0;
  for (int i = 0; i < ${model.inputs.length}; ++i) { memcpy(${name}_input(i), input + at, ${name}_input_bytes(i)); at += ${name}_input_bytes(i); }
  if (${name}_invoke() != 0) return 1;
  at = 0;
  for (int i = 0; i < ${model.outputs.length}; ++i) { memcpy(result + at, ${name}_output(i), ${name}_output_bytes(i)); at += ${name}_output_bytes(i); }
  return 0;
}
int main() {
  if (${name}_init() != 0) return 1;
  while (fread(input, 1, sizeof input, stdin) == sizeof input) {
    if (run(first) || run(second) || memcmp(first, second, sizeof first) != 0) return 2;
    fwrite(first, 1, sizeof first, stdout);
  }
  return 0;
}
`;
}
