import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { compileModel } from '../../plugin/compiler/compile-model';
import type { Goal } from '../../plugin/compiler/cost/goals';
import { findEmulatorTools } from '../../plugin/estimate/emulator-tools';
import { measureModel } from '../../plugin/estimate/measure-model';
import { readCore } from '../../plugin/estimate/read-target';
import { cacheRoot } from '../../plugin/paths';
import baseline from '../bench/baseline.json';
import { measureDearest } from '../bench/eight-inputs.mjs';
import goalsBaseline from '../bench/goals-baseline.json';
import { NO_SHARED, sharedFolder } from '../shared-data';

type GoalCosts = Costs & { arenaBytes: number; estimated: { cycles: number; flashBytes: number } };
type Costs = { cycles: number; instructions: number; ramBytes: number; flashBytes: number };
const rows = Object.entries<Record<string, Costs>>(baseline).flatMap(([core, models]) => Object.keys(models).map((name) => [core, name]));

/** What the cost model is off by where plain kernels do single layers (vww: 13 %), and in the code of many layers of different shapes (vww: 11 %). */
const [PLAIN_ERROR, CODE_ERROR] = [0.15, 0.12];

/** Of goals that come to the same figures, one is enough. */
const goalRows = Object.entries<Record<string, GoalCosts>>(goalsBaseline).flatMap(([name, goals]) => {
  const seen = new Set<string>();
  return Object.entries(goals).flatMap(([goal, costs]) => {
    const figures = JSON.stringify(costs);
    if (seen.has(figures)) return [];
    seen.add(figures);
    return [[name, goal as Goal] as const];
  });
});

/** Other compilers give other code: the baseline is this one's. */
const sameTools = findEmulatorTools()?.compiler.includes('12.2') ?? false;

describe.skipIf(!sharedFolder() || !sameTools)(`int8 models on emulated cores (${NO_SHARED}, arm-none-eabi-gcc 12.2 and QEMU)`, () => {
  it.each(rows)('on %s: %s equals TFLM bit by bit on eight inputs, the dearest of which costs no more than a hundredth above the baseline', async (id, name) => {
    const core = readCore(id);
    const folder = join(sharedFolder()!, 'models', `${name}_int8`);
    const model = compileModel(readFileSync(join(folder, 'model.tflite')), { name, arch: core.arch });
    const { dearest, ramBytes, flashBytes } = await measureDearest(measureModel, model, { name, core, folder, cache: cacheRoot() });
    const before: Costs = (baseline as Record<string, Record<string, Costs>>)[id][name];
    const now: Costs = { ...dearest, ramBytes, flashBytes };
    const worse = (['cycles', 'instructions', 'ramBytes', 'flashBytes'] as const).filter((what) => now[what] > 1.01 * before[what]);
    expect(worse.map((what) => `${what} ${before[what]} -> ${now[what]}`)).toEqual([]);
  });

  it.each(goalRows)('%s for %s on a Cortex-M4F equals TFLM bit by bit on eight inputs, costs what the baseline says, and nearly what the cost model said', async (name, optimize) => {
    const core = readCore('cortex-m4f');
    const folder = join(sharedFolder()!, 'models', `${name}_int8`);
    const model = compileModel(readFileSync(join(folder, 'model.tflite')), { name, arch: core.arch, optimize });
    const { dearest, ramBytes, flashBytes } = await measureDearest(measureModel, model, { name, core, folder, cache: cacheRoot() });
    const before = (goalsBaseline as Record<string, Record<string, GoalCosts>>)[name][optimize];
    const now: Costs = { ...dearest, ramBytes, flashBytes };
    const off = (['cycles', 'instructions', 'ramBytes', 'flashBytes'] as const).filter((what) => Math.abs(now[what] - before[what]) > 0.01 * before[what]);
    expect(off.map((what) => `${what} ${before[what]} -> ${now[what]}`)).toEqual([]);
    expect(Math.abs(model.estimate!.cycles / now.cycles - 1)).toBeLessThan(optimize === 'ram' ? PLAIN_ERROR : 0.1);
    expect(Math.abs(model.estimate!.flashBytes / flashBytes - 1)).toBeLessThan(CODE_ERROR);
  });
});
