import { describe, expect, it } from 'vitest';
import { goldenErrors } from '../../../test/check-golden';

describe('spectral-analysis', () => {
  it('agrees with its golden vectors', async () => {
    expect(await goldenErrors('spectral-analysis')).toEqual([]);
  });
});
