import { describe, expect, it } from 'vitest';
import { copyPlan, passThroughModel } from '../../../test/fixture-impulse';
import type { ImpulseSpec } from './impulse-spec';
import { planStream } from './plan-stream';

const INPUT = { frequencyHz: 10, windowLength: 20, strideLength: 5, axes: ['x', 'y', 'z'], dtype: 'int16' as const };

/** @param states of the DSP blocks. @param kept of the model */
function specOf(states: readonly number[], kept = 0): ImpulseSpec {
  const dsp = states.map((stateBytes, index) => ({ name: `d${index}`, block: 'copy', plan: { ...copyPlan([4]), stateBytes } }));
  const model = { ...passThroughModel('demo', 'one', 4), stateBytes: kept };
  return { name: 'demo', input: INPUT, dsp, learn: [{ name: 'one', block: 'none', input: ['d0'], result: 'value', labels: ['a', 'b', 'c', 'd'], model }], sources: [] };
}

describe('what is kept for a stream', () => {
  it('is the samples of a window where one DSP block needs it whole', () => {
    expect(planStream(specOf([24, 0]), 160)).toEqual({ by: 'windows', memoryBytes: 160, stateBytes: 0, windowBytes: 20 * 3 * 2 });
  });

  it('is the state of each block, in whole doubles, where all are fed in slices, and that of the models', () => {
    expect(planStream(specOf([24, 13], 48), 160)).toEqual({ by: 'slices', memoryBytes: 160, stateBytes: 24 + 16 + 48, windowBytes: 0 });
  });
});
