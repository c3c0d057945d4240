import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { findEmulatorTools } from '../../plugin/estimate/emulator-tools';
import type { Estimate } from '../../plugin/estimate/estimate';
import { assetRoot } from '../../plugin/paths';
import { run as estimate } from '../../plugin/steps/estimate/run';
import { runStepBody } from '../run-step';
import { NO_SHARED, sharedFolder } from '../shared-data';
import { makeFolder } from '../temp-folder';
import { compileKeywordImpulse, KEYWORD_IMPULSE, makeKeywordArtefacts } from './keyword-impulse';

/** Windows on the test side of the recordings that `makeKeywordArtefacts` makes. */
const TEST_WINDOWS = 8;

const installed = findEmulatorTools() !== undefined;

describe.skipIf(!sharedFolder())(`the keyword impulse, measured (${NO_SHARED})`, () => {
  let root: string;
  let inputs: Record<string, string>;

  beforeAll(async () => {
    root = makeFolder();
    inputs = await makeKeywordArtefacts(root);
  });

  async function estimateFor(target: string): Promise<Estimate> {
    const compile = await compileKeywordImpulse(root, inputs, target);
    const folders = { target: join(assetRoot, 'targets', target), cores: join(assetRoot, 'targets', 'cores') };
    const plan = { id: `estimate--${target}`, params: { input: KEYWORD_IMPULSE.params.input, target }, folders };
    await runStepBody(estimate, root, { ...plan, inputs: { compile, dataset: inputs.dataset, split: inputs.split } });
    return JSON.parse(readFileSync(join(root, plan.id, 'estimate.json'), 'utf8'));
  }

  const TARGETS = ['arduino-nano-33-ble-sense', 'cortex-m3', 'rp2040', 'nrf5340', 'stm32f746', 'corstone-300'];

  it.skipIf(!installed).each(TARGETS)('is equal to the host bit by bit on %s', async (target) => {
    const result = await estimateFor(target);
    expect(result.how).toBe('emulated');
    expect(result.parity).toEqual({ windows: TEST_WINDOWS + 3, equal: true });
    const { cycles = 0, stages, operators = [], flashBytes, ramBytes, stackBytes = 0, stack, parts = [] } = result.int8;
    expect(stack?.problem).toBeUndefined();
    expect(stack?.boundBytes).toBeGreaterThanOrEqual(stackBytes);
    expect(stack?.boundBytes, 'paths that no window took').toBeLessThanOrEqual(1.25 * stackBytes);
    expect(result.method.stack).toMatch(/B measured, by the linked code at most .* B \(measured_call > kws_run_impulse > .*\); an interrupt adds (108|36) B/);
    expect(stages.reduce((sum, stage) => sum + (stage.cycles ?? 0), 0)).toBe(cycles);
    const cyclesOf = (stage: string) => stages.find(({ name }) => name === stage)?.cycles ?? 0;
    const nn = cyclesOf('nn');
    expect(Math.min(cyclesOf('dsp'), nn, cyclesOf('post'), cyclesOf('other'))).toBeGreaterThan(0);
    expect(cyclesOf('other'), 'overhead: 1 ms at 64 MHz').toBeLessThan(64_000);
    expect(operators.map(({ name }) => name)).toContain('conv_2d_0');
    expect(operators.reduce((sum, operator) => sum + operator.cycles, 0) / nn).toBeGreaterThan(0.95);
    expect(parts.reduce((sum, part) => sum + part.flashBytes, 0)).toBe(flashBytes);
    expect(parts.reduce((sum, part) => sum + part.ramBytes, 0)).toBe(ramBytes - stackBytes);
  });

  it.skipIf(!installed)('costs for a stream what its link map says, part by part, and a hop no more cycles than a window', async () => {
    const { int8 } = await estimateFor('arduino-nano-33-ble-sense');
    const { by, hops, cycles = 0, ramBytes, staticRamBytes = 0, stackBytes = 0, memory, parts = [] } = int8.stream!;
    expect([by, hops]).toEqual(['slices', TEST_WINDOWS]);
    expect(cycles).toBeGreaterThan(0);
    expect(cycles).toBeLessThanOrEqual(1.05 * int8.cycles!);
    expect(ramBytes).toBe(staticRamBytes + stackBytes);
    expect(parts.reduce((sum, part) => sum + part.ramBytes, 0)).toBe(staticRamBytes);
    const held = (object: string) => parts.find((part) => part.object === object)!.ramBytes;
    expect(held('kws_continuous.cpp.o') - memory.stateBytes - memory.windowBytes, 'a counter, and which init it has seen').toBe(8);
    expect(held('kws_impulse.cpp.o')).toBeGreaterThanOrEqual(memory.arenaBytes);
    expect(existsSync(join(root, 'estimate--arduino-nano-33-ble-sense', 'int8-stream.map'))).toBe(true);
    expect(Object.values(memory).reduce((sum, bytes) => sum + bytes, 0)).toBe(staticRamBytes);
    expect(memory.windowBytes).toBe(0);
    expect(memory.otherBytes, 'counters, the state of the decision').toBeLessThan(400);
    expect(memory.otherBytes).toBeGreaterThanOrEqual(0);
  });

  it.skipIf(!installed)('says beside it what flash and energy add where the board describes them, and that a model says so', async () => {
    const { int8, modelled, method } = await estimateFor('stm32l4r5');
    const { cycles = 0, withFlashCycles = 0, missedLines = 0, latencyMs = 0, withFlashMs = 0, energyMicrojoules = 0 } = int8;
    expect(missedLines).toBeGreaterThan(0);
    expect(withFlashCycles).toBe(Math.round(cycles + 18.8 * missedLines));
    expect([latencyMs, withFlashMs]).toEqual([cycles / 120_000, withFlashCycles / 120_000]);
    expect(energyMicrojoules).toBeCloseTo(52.287 * withFlashMs, 6);
    expect(modelled).toEqual(['cycles', 'latencyMs', 'withFlashMs', 'energyMicrojoules']);
    expect(method.flash).toMatch(/18\.8 cycles.*nx-impulse target fit/);
    expect(method.energy).toMatch(/^modelled: 52\.287 mW/);
  });

  it.each(['esp32-c3', 'raspberry-pi-4'])('gives sizes alone on %s, whose core is only described', async (target) => {
    const { how, modelled, measured, method, int8, parity } = await estimateFor(target);
    expect({ how, modelled, measured, parity }).toEqual({ how: 'analytic', modelled: ['flashBytes', 'ramBytes'], measured: [], parity: undefined });
    expect(method.latency).toMatch(/^not calibrated/);
    expect(int8.latencyMs).toBeUndefined();
    expect(int8.ramBytes).toBeGreaterThan(0);
  });

  it('runs on the machine that builds as it is', async () => {
    const result = await estimateFor('linux-x86-64');
    expect(result).toMatchObject({ how: 'native', parity: { equal: true }, modelled: [] });
    expect(result.int8.latencyMs).toBeGreaterThan(0);
  });
});
