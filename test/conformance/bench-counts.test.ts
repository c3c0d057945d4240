import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { compileModel } from '../../plugin/compiler/compile-model';
import { findEmulatorTools } from '../../plugin/estimate/emulator-tools';
import { measureModel } from '../../plugin/estimate/measure-model';
import { readCore } from '../../plugin/estimate/read-target';
import baseline from '../bench/baseline.json';
import { NO_SHARED, sharedFolder } from '../shared-data';

type Costs = { cycles: number; instructions: number; ramBytes: number; flashBytes: number };
const rows = Object.entries<Record<string, Costs>>(baseline).flatMap(([core, models]) => Object.keys(models).map((name) => [core, name]));

/** Other compilers give other code: the baseline is this one's. */
const sameTools = findEmulatorTools()?.compiler.includes('12.2') ?? false;

describe.skipIf(!sharedFolder() || !sameTools)(`int8 models on emulated cores (${NO_SHARED}, arm-none-eabi-gcc 12.2 and QEMU)`, () => {
  it.each(rows)('on %s: %s equals TFLM bit by bit and costs no more than a hundredth above the baseline', async (id, name) => {
    const core = readCore(id);
    const folder = join(sharedFolder()!, 'models', `${name}_int8`);
    const model = compileModel(readFileSync(join(folder, 'model.tflite')), { name, arch: core.arch });
    const input = readFileSync(join(folder, 'input0.bin')).subarray(0, model.inputs[0].bytes);
    const { run, ramBytes, flashBytes } = await measureModel(model, { name, core, input });
    expect(run.output).toEqual(readFileSync(join(folder, 'tflm_output0.bin')).subarray(0, run.output.length));
    const before: Costs = (baseline as Record<string, Record<string, Costs>>)[id][name];
    const now: Costs = { cycles: run.cycles ?? 0, instructions: run.counts.total, ramBytes, flashBytes };
    const worse = (['cycles', 'instructions', 'ramBytes', 'flashBytes'] as const).filter((what) => now[what] > 1.01 * before[what]);
    expect(worse.map((what) => `${what} ${before[what]} -> ${now[what]}`)).toEqual([]);
  });
});
