import { describe, expect, it } from 'vitest';
import { sineOfTurns } from './exact-sine';

describe('sineOfTurns', () => {
  it('is the sine to 1e-11 on every quadrant', () => {
    for (let turns = -2; turns <= 2; turns += 1 / 97)
      expect(Math.abs(sineOfTurns(turns) - Math.sin(2 * Math.PI * turns))).toBeLessThan(1e-11);
  });
});
