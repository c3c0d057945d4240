import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { assetRoot } from '../paths';
import { describeMethod } from './describe-method';
import { estimateAnalytically, guessStream } from './estimate-analytically';
import { readTarget } from './read-target';

const target = readTarget(join(assetRoot, 'targets', 'stm32l4r5'));
const variant = { memoryBytes: 16000, constantBytes: 30000, macs: 2_656_768 };

describe('estimateAnalytically', () => {
  const estimate = estimateAnalytically({ target, format: 'int8', variant, values: 16000 });

  it('adds constants and static memory to a usual size of code and stack', () => {
    expect(estimate.flashBytes).toBe(30000 + target.core.model!.analytic.codeBytes);
    expect(estimate.ramBytes).toBe(16000 + target.core.model!.analytic.stackBytes);
  });

  it('counts what a model keeps beside its arena, and for a stream all that is kept, to the byte', () => {
    const { stackBytes } = target.core.model!.analytic;
    expect(estimateAnalytically({ target, format: 'int8', variant: { ...variant, stateBytes: 320 }, values: 1 }).ramBytes).toBe(16320 + stackBytes);
    const stream = guessStream({ isAsked: false, by: 'windows', memoryBytes: 16000, stateBytes: 320, windowBytes: 32000 }, 8000, { target, variant });
    expect(stream).toMatchObject({ staticRamBytes: 48320, ramBytes: 48320 + stackBytes, flashBytes: estimate.flashBytes, hops: 0 });
    expect(stream.memory).toEqual({ arenaBytes: 16000, stateBytes: 320, windowBytes: 32000, otherBytes: 0 });
  });

  it('multiplies operations by a usual cost, stage by stage', () => {
    const { int8CyclesPerMac, dspCyclesPerValue } = target.core.model!.analytic;
    expect(estimate.stages.map(({ name, cycles }) => [name, cycles])).toEqual([
      ['dsp', 16000 * dspCyclesPerValue],
      ['nn', Math.round(2_656_768 * int8CyclesPerMac)],
    ]);
    expect(estimate.latencyMs).toBeCloseTo((1000 * estimate.cycles!) / 120e6, 9);
    expect(estimate.windows).toBe(0);
  });

  it('is labelled: nothing was measured', () => {
    const { measured, modelled, method } = describeMethod('analytic', target, estimate);
    expect(measured).toEqual([]);
    expect(modelled).toContain('flashBytes');
    expect(method.latency).toMatch(/^analytic/);
    expect(method.modelError).toMatch(/setup emulator/);
  });

  it('knows no latency without a cycle model', () => {
    const { model: _, ...core } = target.core;
    expect(estimateAnalytically({ target: { ...target, core }, format: 'int8', variant, values: 1 }).latencyMs).toBeUndefined();
    expect(describeMethod('emulated', { ...target, core }, estimate).method.latency).toMatch(/not calibrated/);
  });
});
