import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { compileModel, type CompileOptions } from '../../plugin/compiler/compile-model';
import { writeFlatbuffer } from '../../plugin/compiler/tflite/write-flatbuffer';
import { makeFolder } from '../temp-folder';
import { clangFlags, hasClangForArm, NO_CLANG, type ClangCore } from './clang-for-arm';
import { FAMILIES, seededRandom } from './random-models';
import { STRICT_FLAGS, writeFlat } from './run-model';
import { drawFusedBlock, drawLayer, KERNELS, SAME, SUMMING } from './winograd-layers';

const M4F = ['-mcpu=cortex-m4', '-mthumb', '-mfpu=fpv4-sp-d16', '-mfloat-abi=hard'];
const M0PLUS = ['-mcpu=cortex-m0plus', '-mthumb'];
const M7 = ['-mcpu=cortex-m7', '-mthumb', '-mfpu=fpv5-d16', '-mfloat-abi=hard'];
const M55 = ['-mcpu=cortex-m55', '-mthumb', '-mfloat-abi=hard'];
const BUILDS: { compiler: string; arch: CompileOptions['arch']; flags: string[] }[] = [
  { compiler: 'g++', arch: 'x86-64', flags: ['-O2'] },
  { compiler: 'g++', arch: 'x86-64', flags: ['-O2', '-mavx2'] },
  { compiler: 'clang++', arch: 'x86-64', flags: ['-O2', '-mavx2'] },
  { compiler: 'clang++', arch: 'portable', flags: ['-O2'] },
  { compiler: 'arm-none-eabi-g++', arch: 'armv7e-m', flags: [...M4F, '-O2'] },
  { compiler: 'arm-none-eabi-g++', arch: 'armv7e-m', flags: [...M4F, '-O0'] },
  { compiler: 'arm-none-eabi-g++', arch: 'armv7e-m', flags: [...M55, '-O2'] },
  { compiler: 'arm-none-eabi-g++', arch: 'armv7e-m', flags: [...M4F, '-O2', '-fno-omit-frame-pointer'] },
  { compiler: 'arm-none-eabi-g++', arch: 'armv7e-m-dual', flags: [...M7, '-O2'] },
  { compiler: 'arm-none-eabi-g++', arch: 'armv7e-m-dual', flags: [...M7, '-Os', '-fno-omit-frame-pointer'] },
  { compiler: 'arm-none-eabi-g++', arch: 'armv8.1-m', flags: [...M55, '-O2'] },
  { compiler: 'arm-none-eabi-g++', arch: 'armv8.1-m', flags: [...M55, '-O0'] },
  { compiler: 'arm-none-eabi-g++', arch: 'armv6-m', flags: [...M0PLUS, '-Os'] },
  { compiler: 'arm-none-eabi-g++', arch: 'armv6-m', flags: [...M0PLUS, '-O0'] },
  { compiler: 'arm-none-eabi-g++', arch: 'armv7-m', flags: ['-mcpu=cortex-m3', '-mthumb', '-O2'] },
];

/** What clang reads into the text for cores whose kernels have inline assembler or intrinsics. */
const CLANG_BUILDS = (['armv6-m cortex-m0plus', 'armv7-m cortex-m3', 'armv7e-m cortex-m4f', 'armv8.1-m cortex-m55'] as const).map((text) => {
  const [arch, core] = text.split(' ') as [CompileOptions['arch'], ClangCore];
  return { compiler: 'clang++', arch, core };
});

/** Only g++ is required of a machine. */
const isThere = (compiler: string) => spawnSync(compiler, ['--version']).status === 0;

/** One model of every family and of every other kernel, each with a name of its own. */
function drawModels(arch: CompileOptions['arch']) {
  const random = seededRandom(1);
  const families = FAMILIES.map(({ name, draw }, index) => compileModel(writeFlatbuffer(draw(random), name), { name: `model_${index}`, arch }));
  // kernels that another goal would take
  const others = [...KERNELS, ...SUMMING].map((kernel, index) => {
    const isSum = SUMMING.some((summing) => summing === kernel);
    const graph = isSum ? drawFusedBlock(random, [1, 5, 8, 16], 3) : drawLayer(random, [1, 5, 8, 16], 3, SAME);
    const file = writeFlatbuffer(graph, kernel);
    return compileModel(file, { name: `model_${families.length + index}`, arch, kernels: [kernel] });
  });
  return [...families, ...others];
}

/** Compiles a model of every operator, or of those alone that have files of their own for an instruction set. */
function expectNoWarning(compiler: string, arch: CompileOptions['arch'], flags: string[], ownFilesOnly: boolean): void {
  const folder = makeFolder();
  const models = drawModels(arch);
  models.forEach((model) => writeFlat(model, folder));
  for (const [index, { sdkFiles }] of models.entries()) {
    if (ownFilesOnly && !sdkFiles.some((file) => file.includes('/arch/'))) continue;
    const command = [...STRICT_FLAGS, ...flags, '-c', join(folder, `model_${index}_model.cpp`), '-o', join(folder, 'model.o')];
    expect(spawnSync(compiler, command).stderr.toString()).toBe('');
  }
}

describe('generated code', () => {
  test.each(BUILDS.filter(({ compiler }) => compiler === 'g++' || isThere(compiler)))('of every operator for $arch compiles without a warning by $compiler $flags', ({ compiler, arch, flags }) => {
    // of vectors and of two instructions a cycle, all others are the text for any other core
    expectNoWarning(compiler, arch, flags, ['armv8.1-m', 'armv7e-m-dual'].includes(arch) || flags.includes('-fno-omit-frame-pointer'));
  });

  test.skipIf(!hasClangForArm()).each(CLANG_BUILDS)(`for $arch that has files of its own compiles without a warning by $compiler for $core (${NO_CLANG})`, ({ compiler, arch, core }) => {
    expectNoWarning(compiler, arch, [...clangFlags(core), '-O2'], true);
  });
});
