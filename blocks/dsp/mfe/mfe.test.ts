import { describe, expect, it } from 'vitest';
import { goldenErrors } from '../../../test/check-golden';

describe('mfe', () => {
  it('agrees with its golden vectors', async () => {
    expect(await goldenErrors('mfe')).toEqual([]);
  });
});
