import { copyFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { sdkFiles } from '../../plugin/compiler/emit/sdk-files';
import { findEmulatorTools } from '../../plugin/estimate/emulator-tools';
import { linkImage } from '../../plugin/estimate/link-image';
import { readCore } from '../../plugin/estimate/read-target';
import { runImage } from '../../plugin/estimate/run-image';
import { assetRoot } from '../../plugin/paths';
import { makeFolder } from '../temp-folder';

describe.skipIf(!findEmulatorTools())('requantisation by vectors (needs the emulator)', () => {
  test('rounds twice as requantize() does, for all shifts, forced halves and ranges of the output', async () => {
    const folder = makeFolder();
    for (const file of [...sdkFiles(['fully_connected_vectors_s8'], 'armv8.1-m'), 'nn/requantize.h']) {
      copyFileSync(join(assetRoot, 'sdk-cpp', file), join(folder, basename(file)));
    }
    const core = readCore('cortex-m55');
    const image = await linkImage({ core, sources: [join(__dirname, 'vector_rounding.cpp')], includes: [folder], output: join(folder, 'out') });
    const { output } = await runImage(image, core);
    const [compared, different, halves] = [0, 4, 8].map((at) => output.readUInt32LE(at));
    expect({ compared, different }).toEqual({ compared: 22 * 400 * 12, different: 0 });
    expect(halves).toBeGreaterThan(compared / 20);
  });
});
