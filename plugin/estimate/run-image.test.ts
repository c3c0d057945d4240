import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { findEmulatorTools } from './emulator-tools';
import { linkImage, type Image } from './link-image';
import { readCore } from './read-target';
import { runImage } from './run-image';
import { verifyCounting } from './verify-counting';

const installed = findEmulatorTools() !== undefined;
const folder = mkdtempSync(join(tmpdir(), 'run-image-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const PROGRAM = `
#include "emulator.h"
extern "C" __attribute__((noinline)) int32_t sum_up(const volatile int32_t *values, int32_t count) {
  int32_t sum = 0;
  for (int32_t i = 0; i < count; i++) sum += values[i];
  return sum;
}
static int32_t values[10], result;
static const int32_t table[4] = {1, 2, 3, 4};
static void work(void *) { result = sum_up(values, 10) + sum_up(table, 4); }
int emulator_main() {
  while (emulator_read(values, sizeof values) == sizeof values) {
    emulator_measure(work, nullptr);
    emulator_write(&result, sizeof result);
  }
  return 7;
}`;

const CORES = ['cortex-m4f', 'cortex-m3', 'cortex-m0plus', 'cortex-m33', 'cortex-m7', 'cortex-m55'];

describe.skipIf(!installed).each(CORES)('the emulated %s', (id) => {
  const core = readCore(id);
  let image: Image;
  beforeAll(async () => {
    writeFileSync(join(folder, 'program.cpp'), PROGRAM);
    image = await linkImage({ core, sources: [join(folder, 'program.cpp')], output: join(folder, id) });
  });

  it('counts every class of instruction in a loop of known content', () => verifyCounting(core));

  it('answers with output, status, stack and counts by stage', async () => {
    const input = Int32Array.from([1, 2, 3, 4, 5, 6, 7, 8, 9, 10, ...Array<number>(10).fill(-1)]);
    const run = await runImage(image, core, { input: new Uint8Array(input.buffer), stages: { sum: ['sum_up'] } });
    expect(run.status).toBe(7);
    expect([run.output.readInt32LE(0), run.output.readInt32LE(4)]).toEqual([65, 0]);
    expect(run.stretches).toHaveLength(2);
    expect(run.stretches[0]).toEqual(run.stretches[1]);
    const { sum, other } = run.stretches[0].stages;
    const returns = id === 'cortex-m55' ? 2 : 0; // LR counts the loop there, and its own value comes back from the stack
    expect(sum.counts.load + sum.counts.load_multi).toBe(14 + returns);
    expect(sum.cycles! + other.cycles!).toBe(run.stretches[0].cycles);
    expect(run.functions[0].name).toBe('sum_up');
    expect(run.functions[0].cycles).toBe(2 * sum.cycles!);
    expect(run.stackBytes).toBeGreaterThan(0);
    expect(run.stackBytes).toBeLessThan(64);
  });

  it('counts the same in every run', async () => {
    const input = new Uint8Array(80);
    const [first, second] = [await runImage(image, core, { input }), await runImage(image, core, { input })];
    expect(second).toEqual(first);
  });

  it('links an image whose sizes are those of the map, to the byte', () => {
    for (const section of image.sections) {
      const pieces = image.pieces.filter((piece) => piece.section === section.name);
      expect([section.name, pieces.reduce((sum, piece) => sum + piece.bytes, 0)]).toEqual([section.name, section.bytes]);
    }
    expect(image.staticRamBytes).toBeGreaterThanOrEqual(44);
  });
});

describe.skipIf(!installed)('a program for an emulated core', () => {
  async function runProgram(id: string, name: string, text: string): Promise<unknown> {
    const core = readCore(id);
    writeFileSync(join(folder, `${name}.cpp`), `#include "emulator.h"\n${text}`);
    return runImage(await linkImage({ core, sources: [join(folder, `${name}.cpp`)], output: join(folder, `${id}-${name}`) }), core);
  }

  const UNALIGNED = `
static unsigned char bytes[8];
static volatile int offset = 1;
int emulator_main() { return *reinterpret_cast<volatile int *>(bytes + offset); }`;
  const DIVISION = 'static volatile int64_t a = 1000000000007, b = 7; int emulator_main() { return static_cast<int>(a / b % 100); }';

  it('faults on an unaligned access where the core would', async () => {
    await expect(runProgram('cortex-m0plus', 'unaligned', UNALIGNED)).rejects.toMatchObject({ code: 'IMP_IMAGE_RUN' });
    await expect(runProgram('cortex-m4f', 'unaligned', UNALIGNED)).resolves.toMatchObject({ status: 0 });
  });

  it.each(['cortex-m4f', 'cortex-m0plus', 'cortex-m33', 'cortex-m7', 'cortex-m55'])('links what libgcc needs on %s', async (id) => {
    await expect(runProgram(id, 'division', DIVISION)).resolves.toMatchObject({ status: 1000000000007 / 7 % 100 | 0 });
  });

  it('that is not measured is run without counting', async () => {
    const run = await runProgram('cortex-m4f', 'plain', 'int emulator_main() { emulator_write("ok", 2); return 5; }');
    expect(run).toMatchObject({ status: 5, output: Buffer.from('ok'), stretches: [], functions: [] });
  });

  it('that does not compile is shown with the words of the compiler', async () => {
    await expect(runProgram('cortex-m4f', 'broken', 'int emulator_main() { return x; }')).rejects.toThrow(/broken\.cpp.*'x' was not declared/s);
  });

  it('with a static constructor is refused by the linker', async () => {
    const text = 'struct S { S(); int value; } s; S::S() : value(3) { emulator_write("x", 1); } int emulator_main() { return s.value; }';
    await expect(runProgram('cortex-m4f', 'constructor', text)).rejects.toThrow(/static constructor/);
  });
});
