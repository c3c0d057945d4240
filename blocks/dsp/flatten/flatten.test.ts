import { describe, expect, it } from 'vitest';
import { goldenErrors } from '../../../test/check-golden';

describe('flatten', () => {
  it('agrees with its golden vectors', async () => {
    expect(await goldenErrors('flatten')).toEqual([]);
  });
});
