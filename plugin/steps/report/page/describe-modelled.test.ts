import { describe, expect, it } from 'vitest';
import { describeModelled } from './describe-modelled';

const costs = { ramBytes: 1, flashBytes: 1, stages: [] };

describe('describeModelled', () => {
  it('labels what no measurement stands behind', () => {
    expect(describeModelled({ ...costs, withFlashMs: 92.13, energyMicrojoules: 2780.5 })).toBe('with flash 92.1 ms, 2.78 mJ (modelled)');
    expect(describeModelled({ ...costs, energyMicrojoules: 314.15 })).toBe('314 µJ (modelled)');
  });

  it('says nothing where there is nothing', () => {
    expect(describeModelled({ ...costs, latencyMs: 3 })).toBe('');
  });
});
