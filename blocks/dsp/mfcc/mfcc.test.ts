import { describe, expect, it } from 'vitest';
import { fixedPointErrors, goldenErrors } from '../../../test/check-golden';

describe('mfcc', () => {
  it('agrees with its golden vectors', async () => {
    expect(await goldenErrors('mfcc')).toEqual([]);
  });

  it('in 16-bit fixed point is as near to them as its README says', async () => {
    expect(await fixedPointErrors('mfcc', { worst: 0.025, rms: 5e-3 })).toEqual({ compared: 30, errors: [] });
  });
});
