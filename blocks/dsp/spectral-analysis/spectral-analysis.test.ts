import { describe, expect, it } from 'vitest';
import { fixedPointErrors, goldenErrors } from '../../../test/check-golden';

describe('spectral-analysis', () => {
  it('agrees with its golden vectors', async () => {
    expect(await goldenErrors('spectral-analysis')).toEqual([]);
  });

  it('in 16-bit fixed point is as near to them as its README says', async () => {
    expect(await fixedPointErrors('spectral-analysis', { worst: 1e-3, rms: 2e-4 })).toEqual({ compared: 20, errors: [] });
  });
});
