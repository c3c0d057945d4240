import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { makeFolder } from '../../test/temp-folder';
import { findEmulatorTools } from './emulator-tools';
import { linkImage } from './link-image';
import { readCore } from './read-target';
import { runImage } from './run-image';
import type { FlashCache } from './target';

/** Reads 16 lines of constants twice, then as much RAM. */
const PROGRAM = `
#include "emulator.h"
extern "C" __attribute__((noinline)) int32_t sum_up(const volatile int32_t *values, int32_t count) {
  int32_t sum = 0;
  for (int32_t i = 0; i < count; i++) sum += values[i];
  return sum;
}
alignas(32) static const int32_t constants[128] = {1, 2, 3};
alignas(32) static int32_t variables[128];
static volatile int32_t result;
static void work(void *) { result = sum_up(constants, 128) + sum_up(constants, 128) + sum_up(variables, 128); }
int emulator_main() { emulator_measure(work, nullptr); return 0; }`;

const cache = (dataLines: number, codeLines: number): FlashCache => ({ lineBytes: 32, dataLines, codeLines, readsPerLine: 4, source: 'made up' });

describe.skipIf(!findEmulatorTools())('the cache of a flash', () => {
  it('misses the lines that it cannot hold, and no read of RAM', async () => {
    const core = readCore('cortex-m4f');
    const folder = makeFolder({ 'program.cpp': PROGRAM });
    const image = await linkImage({ core, sources: [join(folder, 'program.cpp')], output: join(folder, 'out') });
    const countsWith = async (flashCache?: FlashCache) => {
      const { stretches } = await runImage(image, core, { stages: { sum: ['sum_up'] }, flashCache });
      return stretches[0].stages.sum.counts;
    };
    const [none, small, large] = [await countsWith(), await countsWith(cache(8, 64)), await countsWith(cache(32, 64))];
    expect([none.flash_data, none.flash_code]).toEqual([0, 0]);
    expect(small.flash_data).toBe(32);
    expect(large.flash_data).toBe(16);
    expect(large.flash_code).toBeGreaterThan(0);
    expect(large.flash_code).toBeLessThanOrEqual(3);
    expect(small.total).toBe(none.total);
    const tiny = await countsWith(cache(32, 1));
    expect(tiny.flash_code).toBeGreaterThanOrEqual(large.flash_code);
  });
});
