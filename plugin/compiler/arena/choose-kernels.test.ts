import { describe, expect, it } from 'vitest';
import { FAMILIES, seededRandom } from '../../../test/conformance/random-models';
import { compileModel, type CompileOptions } from '../compile-model';
import { compareGoals, type GoalCost } from '../compare-goals';
import { COEFFICIENTS } from '../cost/coefficients';
import { GOALS, rateCost, type Goal } from '../cost/goals';
import { writeFlatbuffer } from '../tflite/write-flatbuffer';

const family = FAMILIES.find(({ name }) => name.includes('by rows'))!;

/** Models of a CONV_2D and the DEPTHWISE_CONV_2D behind it. */
const FILES = Array.from({ length: 4 }, (_, seed) => writeFlatbuffer(family.draw(seededRandom(seed + 1)), 'rows'));

const compile = (file: Uint8Array, options: Partial<CompileOptions> = {}) => compileModel(file, { name: 'rows', arch: 'armv7e-m', ...options });

describe('chooseKernels', () => {
  it.each(FILES)('finds for each goal about the best of what all goals find: it is a search', (file) => {
    const costs = compareGoals(file, { arch: 'armv7e-m' });
    expect(costs.map(({ goal }) => goal)).toEqual([...GOALS]);
    for (const mine of costs) {
      const rate = (cost: GoalCost): number => rateCost(cost, { optimize: mine.goal })[1];
      // of these two layers; on the benchmark models all goals are on their front (bench-counts)
      expect(Math.min(...costs.map(rate)) / rate(mine), mine.goal).toBeGreaterThan(0.8);
    }
  });

  it('takes slower kernels where the fast ones do not fit the limits, and no slower ones than it must', () => {
    const file = FILES[0];
    const [fast, lean, small] = (['speed', 'ram', 'flash'] as const).map((optimize) => compile(file, { optimize }).estimate!);
    const inRam = compile(file, { optimize: 'speed', limits: { ramBytes: lean.arenaBytes } }).estimate!;
    const inFlash = compile(file, { optimize: 'speed', limits: { flashBytes: small.flashBytes } }).estimate!;
    expect(lean.arenaBytes).toBeLessThan(fast.arenaBytes);
    expect(small.flashBytes).toBeLessThan(fast.flashBytes);
    expect(inRam.arenaBytes).toBeLessThanOrEqual(lean.arenaBytes);
    expect(inRam.cycles).toBeLessThanOrEqual(lean.cycles);
    expect(inFlash.flashBytes).toBeLessThanOrEqual(small.flashBytes);
    expect(compile(file, { optimize: 'speed', limits: { ramBytes: fast.arenaBytes, flashBytes: 1e6 } }).estimate).toEqual(fast);
  });

  it('takes what comes nearest where nothing fits, and leaves the verdict to the budget', () => {
    const limits = { ramBytes: 0 };
    expect(compile(FILES[0], { optimize: 'speed', limits }).arenaBytes).toBeLessThanOrEqual(compile(FILES[0], { optimize: 'ram' }).arenaBytes);
  });

  it.each(GOALS)('says for %s what each operator could be executed by instead', (optimize: Goal) => {
    const { choices = [], estimate } = compile(FILES[1], { optimize });
    expect(choices.length).toBeGreaterThan(0);
    for (const { chosen, others } of choices) {
      expect(chosen.cycles).toBeGreaterThan(0);
      if (optimize === 'speed') expect(Math.min(...others.map(({ cycles }) => cycles), Infinity)).toBeGreaterThanOrEqual(chosen.cycles);
    }
    expect(choices.reduce((sum, { chosen }) => sum + chosen.cycles, 0)).toBeCloseTo(estimate!.cycles, -1);
  });

  it('takes one kernel wherever it is asked for', () => {
    const kernels = ['conv_2d_shared_s8 apart', 'depthwise_conv_2d_s8'];
    const named = compile(FILES[0], { optimize: 'speed', kernels }).choices!.map(({ chosen }) => chosen.kernel);
    expect(named).toEqual(['conv_2d_shared_s8', expect.stringMatching(/^depthwise_conv_2d_s8/)]);
  });
});

describe('the cost model', () => {
  it.each(['armv6-m', 'armv7-m', 'armv7e-m', 'armv7e-m-dual'] as const)('has a row of coefficients for each kernel of int8 layers on %s, which it was fitted for', (arch) => {
    expect(Object.keys(COEFFICIENTS[arch]!.kernels)).toEqual(
      expect.arrayContaining(['conv_2d_packed_s8', 'conv_2d_shared_s8', 'conv_2d_s8', 'depthwise_3x3_packed_s8', 'depthwise_shared_s8', 'conv_depthwise_packed_s8', 'fully_connected_packed_s8']),
    );
  });
});
