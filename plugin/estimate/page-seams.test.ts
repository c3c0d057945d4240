import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { findEmulatorTools } from './emulator-tools';
import { linkImage } from './link-image';
import { readCore } from './read-target';
import { runImage } from './run-image';

const folder = mkdtempSync(join(tmpdir(), 'page-seams-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** Behind two bytes, so that an instruction of four crosses each page: QEMU cuts straight code there and tells a wrong size of the one before. */
const LOADS = 3000;
const PROGRAM = `
#include "emulator.h"
extern "C" __attribute__((naked, noinline, aligned(4096))) void straight(void *) {
  __asm__("nop\\n.rept ${LOADS}\\nldr.w r1, [sp]\\n.endr\\nbx lr");
}
int emulator_main() { emulator_measure(straight, nullptr); return 0; }`;

describe.skipIf(!findEmulatorTools())('straight code over many pages', () => {
  it('is counted as if there were none', async () => {
    const core = readCore('cortex-m4f');
    writeFileSync(join(folder, 'program.cpp'), PROGRAM);
    const image = await linkImage({ core, sources: [join(folder, 'program.cpp')], output: folder });
    const run = await runImage(image, core, { stages: { straight: ['straight'] } });
    const { counts } = run.stretches[0].stages.straight;
    expect(counts).toMatchObject({ total: LOADS + 2, load: LOADS, pair: LOADS - 1, alu: 1, branch: 1, taken: 1, simd: 0, other: 0 });
  });
});
