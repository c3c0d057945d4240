import { execFileSync, spawnSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { compileModel } from '../../plugin/compiler/compile-model';
import { findEmulatorTools } from '../../plugin/estimate/emulator-tools';
import { measureModel } from '../../plugin/estimate/measure-model';
import { readCore } from '../../plugin/estimate/read-target';
import { includeFolders } from '../../plugin/native/include-closure';
import { assetRoot, cacheRoot } from '../../plugin/paths';
import { measureDearest } from '../bench/eight-inputs.mjs';
import { NO_SHARED, sharedFolder } from '../shared-data';
import { makeFolder } from '../temp-folder';
import { CLANG, clangFlags, hasClangForArm, NO_CLANG, type ClangCore } from './clang-for-arm';
import { STRICT_FLAGS, writeFlat } from './run-model';

const CORES: ClangCore[] = ['cortex-m0plus', 'cortex-m4f', 'cortex-m55'];

/** C++ of ours that a device runs: what makes tables and checks parameters is the host's. */
function deviceSources(): string[] {
  const below = (folder: string) => readdirSync(join(assetRoot, folder), { recursive: true, encoding: 'utf8' }).map((name) => join(assetRoot, folder, name));
  const isHosts = (file: string) => /_tables\.cpp$|_configure\.cpp$|host_math\.cpp$|\/arch\//.test(file);
  return ['sdk-cpp/dsp', 'sdk-cpp/runtime', 'blocks/dsp', 'blocks/learn', 'blocks/postprocess'].flatMap(below)
    .filter((file) => file.endsWith('.cpp') && !isHosts(file)).sort();
}

describe.skipIf(!hasClangForArm())(`our C++ by clang for Arm (${NO_CLANG})`, () => {
  test.each(CORES)('of blocks and runtime compiles without a warning for %s', (core) => {
    const sources = deviceSources();
    expect(sources.length).toBeGreaterThan(30);
    const includes = includeFolders().flatMap((folder) => ['-I', folder]);
    const cwd = makeFolder();
    const { stderr } = spawnSync(CLANG, [...clangFlags(core), ...STRICT_FLAGS, '-O2', ...includes, '-c', ...sources], { cwd, encoding: 'utf8' });
    expect(stderr).toBe('');
    expect(readdirSync(cwd)).toEqual(sources.map((file) => basename(file, '.cpp') + '.o').sort());
  });

  test.skipIf(!sharedFolder() || !findEmulatorTools()).each(
    CORES.flatMap((core) => ['kws', 'ic', 'str_ww'].map((name) => [core, name] as const)),
  )(`on %s gives TFLM's bits where clang compiled %s (${NO_SHARED}, and the emulator)`, async (id, name) => {
    const dearest = await runByClang(name, id, ['-O2']);
    console.log(`${name} by clang on ${id}: ${dearest.cycles} cycles`);
    // gcc: 3.885 million; plain C by clang: 8.37
    if (id === 'cortex-m4f' && name === 'kws') expect(dearest.cycles).toBeLessThan(4.9e6);
  });

  // a frame pointer takes r7 from what inline assembly may have, and -O0 most of the others
  test.skipIf(!sharedFolder() || !findEmulatorTools()).each(['-O0', '-Os', '-O2'])(
    `kws gives TFLM's bits on cortex-m4f by clang at %s with a frame pointer (${NO_SHARED}, and the emulator)`, async (level) => {
      await runByClang('kws', 'cortex-m4f', [level, '-fno-omit-frame-pointer', '-mno-omit-leaf-frame-pointer']);
    },
  );
});

/** The dearest of eight inputs, whose outputs are TFLM's bits. */
async function runByClang(name: string, id: ClangCore, flags: string[]) {
  const core = readCore(id);
  const folder = join(sharedFolder()!, 'models', `${name}_int8`);
  const model = compileModel(readFileSync(join(folder, 'model.tflite')), { name, arch: core.arch });
  const objects = [compileByClang(name, id, flags, (to) => writeFlat(model, to))];
  const measure: typeof measureModel = (compiled, request) => measureModel(compiled, { ...request, objects });
  const { dearest, run } = await measureDearest(measure, model, { name, core, folder, cache: cacheRoot() });
  expect(run.stretches).toHaveLength(8);
  return dearest;
}

function compileByClang(name: string, core: ClangCore, flags: string[], write: (folder: string) => void): string {
  const cwd = makeFolder();
  write(cwd);
  const unit = `${name}_model`;
  execFileSync(CLANG, [...clangFlags(core), ...STRICT_FLAGS, ...flags, '-ffunction-sections', '-fdata-sections', '-c', `${unit}.cpp`], { cwd });
  return join(cwd, `${unit}.o`);
}
