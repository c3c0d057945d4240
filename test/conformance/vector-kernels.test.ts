import { copyFileSync, mkdirSync } from 'node:fs';
import { basename, join } from 'node:path';
import { describe, expect, test } from 'vitest';
import type { CompileOptions } from '../../plugin/compiler/compile-model';
import { sdkFiles } from '../../plugin/compiler/emit/sdk-files';
import { findEmulatorTools } from '../../plugin/estimate/emulator-tools';
import { linkImage } from '../../plugin/estimate/link-image';
import { readCore } from '../../plugin/estimate/read-target';
import { runImage } from '../../plugin/estimate/run-image';
import { assetRoot } from '../../plugin/paths';
import { makeFolder } from '../temp-folder';

const KERNELS = ['conv_2d_vectors_s8', 'depthwise_vectors_s8', 'add_affine_s8'];

describe.skipIf(!findEmulatorTools())('loops by vectors (need the emulator)', () => {
  test('give the bytes of the portable ones for every number of steps, taps, rows and outputs left over', async () => {
    const folder = makeFolder();
    const copy = (name: string, arch: CompileOptions['arch']): void => {
      mkdirSync(join(folder, name));
      for (const file of sdkFiles(KERNELS, arch)) copyFileSync(join(assetRoot, 'sdk-cpp', file), join(folder, name, basename(file)));
    };
    copy('vectors', 'armv8.1-m');
    copy('portable', 'portable');
    const core = readCore('cortex-m55');
    const sources = [join(__dirname, 'vector_kernels.cpp')];
    const image = await linkImage({ core, sources, includes: [folder], output: join(folder, 'out') });
    const { output } = await runImage(image, core);
    const [compared, different] = [0, 4].map((at) => output.readUInt32LE(at));
    expect(different).toBe(0);
    expect(compared).toBeGreaterThan(10_000);
  });
});
