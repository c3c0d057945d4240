import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { checkParity } from '../../plugin/estimate/check-parity';
import { findEmulatorTools } from '../../plugin/estimate/emulator-tools';
import type { Estimate } from '../../plugin/estimate/estimate';
import { linkImpulse } from '../../plugin/estimate/impulse-images';
import { measureImpulse } from '../../plugin/estimate/measure-impulse';
import { assetRoot } from '../../plugin/paths';
import { run as estimate } from '../../plugin/steps/estimate/run';
import baseline from '../bench/impulse-baseline.json';
import { runStepBody } from '../run-step';
import { NO_SHARED, sharedFolder } from '../shared-data';
import { makeFolder } from '../temp-folder';
import { buildGestureImpulse, gestureWindows } from './gesture-impulse';
import { compileKeywordImpulse, KEYWORD_IMPULSE, makeKeywordArtefacts } from './keyword-impulse';

type Costs = { cycles: number; flashBytes: number; ramBytes: number };
const rows = Object.entries<Record<string, Costs>>(baseline).flatMap(([core, uses]) => Object.keys(uses).map((arithmetic) => [core, arithmetic]));

/** Other compilers give other code: the baseline is this one's. */
const sameTools = findEmulatorTools()?.compiler.includes('12.2') ?? false;

/** The clock that others publish this impulse at. */
const CLOCK_HZ = 48e6;

describe.skipIf(!sameTools)('the gesture impulse (arm-none-eabi-gcc 12.2 and QEMU)', () => {
  it.each(rows)('on %s in %s equals the host bit by bit and costs within a hundredth of the baseline', async (id, arithmetic) => {
    const build = await buildGestureImpulse(id, { arithmetic });
    const images = await linkImpulse(build);
    const windows = gestureWindows();
    const { total, refused } = windows;
    expect(await checkParity(build, images.compared, windows)).toEqual({ windows: total + refused.length / (125 * 3), equal: true });
    const clockHz = { value: CLOCK_HZ, source: 'this test' };
    const { cycles = 0, flashBytes, ramBytes, stages } = await measureImpulse(build, images, windows, { clockHz });
    const ofStages = stages.map((stage) => `${stage.name} ${stage.cycles}`).join(', ');
    console.log(`${id}, ${arithmetic}: ${cycles} cycles (${ofStages}), ${((1000 * cycles) / CLOCK_HZ).toFixed(2)} ms at 48 MHz, flash ${flashBytes}, RAM ${ramBytes}`);
    const now: Costs = { cycles, flashBytes, ramBytes };
    const before = (baseline as Record<string, Record<string, Costs>>)[id][arithmetic];
    const off = (['cycles', 'flashBytes', 'ramBytes'] as const).filter((what) => Math.abs(now[what] - before[what]) > 0.01 * before[what]);
    expect(off.map((what) => `${what} ${before[what]} -> ${now[what]}`)).toEqual([]);
  });
});

describe.skipIf(!sameTools || !sharedFolder())(`the keyword impulse (${NO_SHARED}, arm-none-eabi-gcc 12.2 and QEMU)`, () => {
  async function measure(arithmetic: string): Promise<Estimate> {
    const root = makeFolder();
    const inputs = await makeKeywordArtefacts(root, arithmetic);
    const compile = await compileKeywordImpulse(root, inputs, 'rp2040');
    const folders = { target: join(assetRoot, 'targets', 'rp2040'), cores: join(assetRoot, 'targets', 'cores') };
    const params = { input: KEYWORD_IMPULSE.params.input, target: 'rp2040' };
    await runStepBody(estimate, root, { id: 'estimate', params, folders, inputs: { compile, dataset: inputs.dataset, split: inputs.split } });
    return JSON.parse(readFileSync(join(root, 'estimate', 'estimate.json'), 'utf8'));
  }

  it('takes less than half of the cycles for its features in q15 on the Cortex-M0+, equal to the host bit by bit', async () => {
    const [float, q15] = [await measure('float'), await measure('q15')];
    const dspOf = ({ int8 }: Estimate): number => int8.stages.find(({ name }) => name === 'dsp')!.cycles!;
    for (const [name, { int8 }] of Object.entries({ float, q15 })) {
      console.log(`rp2040, keywords, ${name}: ${int8.cycles} cycles (${int8.stages.map((stage) => `${stage.name} ${stage.cycles}`).join(', ')}), flash ${int8.flashBytes}, RAM ${int8.ramBytes}`);
    }
    expect(q15.parity?.equal).toBe(true);
    expect(dspOf(q15)).toBeLessThan(dspOf(float) / 2);
  });
});
