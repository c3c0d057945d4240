import { describe, expect, it } from 'vitest';
import { fixedPointErrors, goldenErrors } from '../../../test/check-golden';

describe('spectrogram', () => {
  it('agrees with its golden vectors', async () => {
    expect(await goldenErrors('spectrogram')).toEqual([]);
  });

  it('in 16-bit fixed point is as near to them as its README says', async () => {
    expect(await fixedPointErrors('spectrogram', { worst: 0.1, rms: 2e-3 })).toEqual({ compared: 22, errors: [] });
  });
});
