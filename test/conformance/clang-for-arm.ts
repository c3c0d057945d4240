import { execFileSync, spawnSync } from 'node:child_process';
import { dirname } from 'node:path';

/** A second compiler, on whose reading of C++ and of inline assembler nothing of ours may depend. */
export const CLANG = 'clang++';

/** What a skipped test says. */
export const NO_CLANG = 'needs clang and arm-none-eabi-gcc, whose C library it takes';

/** What `-mcpu` and its like are in clang's words, by core. */
const TARGETS = {
  'cortex-m0plus': ['--target=thumbv6m-none-eabi', '-mcpu=cortex-m0plus'],
  'cortex-m3': ['--target=thumbv7m-none-eabi', '-mcpu=cortex-m3'],
  'cortex-m4f': ['--target=thumbv7em-none-eabi', '-mcpu=cortex-m4', '-mfpu=fpv4-sp-d16', '-mfloat-abi=hard'],
  'cortex-m7': ['--target=thumbv7em-none-eabi', '-mcpu=cortex-m7', '-mfpu=fpv5-d16', '-mfloat-abi=hard'],
  'cortex-m33': ['--target=thumbv8m.main-none-eabi', '-mcpu=cortex-m33', '-mfloat-abi=hard'],
  'cortex-m55': ['--target=thumbv8.1m.main-none-eabi', '-mcpu=cortex-m55', '-mfloat-abi=hard'],
};

export type ClangCore = keyof typeof TARGETS;

/** Whether clang and the C library of arm-none-eabi-gcc are there. */
export function hasClangForArm(): boolean {
  return [CLANG, 'arm-none-eabi-gcc'].every((command) => spawnSync(command, ['--version']).status === 0);
}

/** A core, the C library's headers, and enums as small as arm-none-eabi-gcc has them: objects of both are linked together. */
export function clangFlags(core: ClangCore): string[] {
  return [...TARGETS[core], '-fshort-enums', '-isystem', headersOfLibrary()];
}

function headersOfLibrary(): string {
  const rule = execFileSync('arm-none-eabi-gcc', ['-M', '-xc', '-'], { input: '#include <string.h>', encoding: 'utf8' });
  const header = /(\S*)\bstring\.h/.exec(rule);
  if (!header) throw new Error(`arm-none-eabi-gcc does not say where its string.h is: ${rule}`);
  return dirname(header[0]);
}
