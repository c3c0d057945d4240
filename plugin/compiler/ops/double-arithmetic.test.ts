import { expect, test } from 'vitest';
import { erfcOf, expOf, logOf, sineOfTurn, tanhOf } from './double-arithmetic';

// Abramowitz and Stegun, table 7.1, and the tail of table 7.3
test.each([
  [0, 1], [0.5, 0.4795001222], [1, 0.1572992071], [2, 0.0046777350], [-1, 1.8427007929], [3, 2.20904970e-5], [7, 0], [-7, 2],
])('erfc(%f) is %f', (x, wanted) => expect(erfcOf(x)).toBeCloseTo(wanted, 10));

test('exp() and log() are the float32 nearest to what Node computes, but for one in a thousand that lies between two', () => {
  const arguments_ = Array.from({ length: 4001 }, (_, at) => Math.fround((at - 2000) / 23));
  const differs = (got: number, wanted: number): boolean => Math.fround(got) !== Math.fround(wanted);
  expect(arguments_.filter((x) => differs(expOf(x), Math.exp(x))).length).toBeLessThan(4);
  expect(arguments_.map((x) => Math.fround(Math.exp(x))).filter((x) => x > 0 && differs(logOf(x), Math.log(x))).length).toBeLessThan(4);
});

test('tanh() stays within 2^-45 of what Node computes', () => {
  const arguments_ = Array.from({ length: 4001 }, (_, at) => (at - 2000) / 100);
  for (const x of arguments_) expect(Math.abs(tanhOf(x) - Math.tanh(x))).toBeLessThan(2 ** -45);
});

test.each([4, 8, 512, 65536])('sin() of a quarter of %d parts of a turn stays within 2^-45 of what Node computes, and ends with 1', (turn) => {
  const places = Array.from({ length: turn / 4 + 1 }, (_, at) => at);
  expect(places.filter((at) => Math.abs(sineOfTurn(at, turn) - Math.sin((2 * Math.PI * at) / turn)) > 2 ** -45)).toEqual([]);
  expect([sineOfTurn(0, turn), sineOfTurn(turn / 4, turn)]).toEqual([0, 1]);
});
