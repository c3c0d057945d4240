import { join } from 'node:path';
import { expect, test } from 'vitest';
import { findEmulatorTools } from '../../plugin/estimate/emulator-tools';
import { measureStreaming } from '../bench/streaming.mjs';
import baseline from '../bench/streaming-baseline.json';
import { repositoryRoot } from '../conventions/source-files';
import { NO_SHARED, sharedFolder } from '../shared-data';

/** Other compilers give other code: the baseline is this one's. */
const sameTools = findEmulatorTools()?.compiler.includes('12.2') ?? false;

test.skipIf(!sharedFolder() || !sameTools)(`a hop of the streaming wake word costs what the baseline says, a window's tenth (${NO_SHARED}, arm-none-eabi-gcc 12.2 and QEMU)`, async () => {
  const measured = await measureStreaming(join(repositoryRoot, 'plugin', 'dist', 'plugin'), join(sharedFolder()!, 'models', 'str_ww_int8'));
  const off = Object.entries(baseline).flatMap(([what, before]) =>
    (['cycles', 'instructions', 'ramBytes', 'flashBytes'] as const)
      .filter((figure) => Math.abs(measured[what][figure] - before[figure]) > 0.01 * before[figure])
      .map((figure) => `${what} ${figure} ${before[figure]} -> ${measured[what][figure]}`));
  expect(off).toEqual([]);
  expect(measured.hop.cycles).toBeLessThan(0.1 * measured.window.cycles);
});
