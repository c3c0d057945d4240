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
    const core = readCore(id);
    const folder = join(sharedFolder()!, 'models', `${name}_int8`);
    const model = compileModel(readFileSync(join(folder, 'model.tflite')), { name, arch: core.arch });
    const objects = [compileByClang(name, id, (to) => writeFlat(model, to))];
    const measure: typeof measureModel = (compiled, request) => measureModel(compiled, { ...request, objects });
    const { dearest, run } = await measureDearest(measure, model, { name, core, folder, cache: cacheRoot() });
    expect(run.stretches).toHaveLength(8);
    console.log(`${name} by clang on ${id}: ${dearest.cycles} cycles`);
  });
});

function compileByClang(name: string, core: ClangCore, write: (folder: string) => void): string {
  const cwd = makeFolder();
  write(cwd);
  const unit = `${name}_model`;
  execFileSync(CLANG, [...clangFlags(core), ...STRICT_FLAGS, '-O2', '-ffunction-sections', '-fdata-sections', '-c', `${unit}.cpp`], { cwd });
  return join(cwd, `${unit}.o`);
}
