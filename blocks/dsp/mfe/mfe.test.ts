import { describe, expect, it } from 'vitest';
import { fixedPointErrors, goldenErrors } from '../../../test/check-golden';

describe('mfe', () => {
  it('agrees with its golden vectors', async () => {
    expect(await goldenErrors('mfe')).toEqual([]);
  });

  it('in 16-bit fixed point is as near to them as its README says', async () => {
    expect(await fixedPointErrors('mfe', { worst: 0.08, rms: 3e-3 })).toEqual({ compared: 26, errors: [] });
  });
});
