import { roundHalfAway } from './activation';
import { INTEGER_RANGES } from './integer-ranges';
import type { ConstTable } from './operator';

const f = Math.fround;
const INTERVALS = 512;
const { low: LOWEST, high: HIGHEST } = INTEGER_RANGES.int16!;
const SIZE = HIGHEST - LOWEST;

/**
 * TFLite's table of a function over all of int16, in Q0.15: 512 intervals, interpolated, each moved by half of what that misses in its
 * middle. In TFLite's float32 steps.
 *
 * @param range      how far the real values of the argument reach
 * @param zeroPoint  the int16 that stands for 0
 * @param compute    the function, rounded to float32
 */
export function interpolatedTable(name: string, range: number, zeroPoint: number, compute: (real: number) => number): ConstTable {
  const [scale, result] = [range, 2].map((reach) => f(reach / SIZE));
  const [first, last] = [LOWEST, HIGHEST].map((end) => f(scale * (end - zeroPoint)));
  const stepsOfResult = f((SIZE + 1) / f(f(result * HIGHEST) - f(result * LOWEST)));
  const step = f(f(last - first) / INTERVALS);
  const place = (at: number): number => f(first + f(at * step));
  const scaled = (real: number): number => f(compute(real) * stepsOfResult);
  const values = Array.from({ length: INTERVALS }, (_, at) => {
    const sample = roundHalfAway(scaled(place(at)));
    const between = roundHalfAway(f(f(scaled(place(at + 1)) + sample) / 2));
    const middle = roundHalfAway(scaled(f(place(at) + f(step / 2))));
    return clampToInt16(sample - roundHalfAway((between - middle) / 2));
  });
  return { name, type: 'int16_t', values: [...values, clampToInt16(roundHalfAway(scaled(last)))] };
}

/** exp(x) for x from -10 to 0, rounded to float32: the series has more digits than that, and the same ones on every machine. */
export function expOfNegativeReal(x: number): number {
  let [sum, term] = [1, 1];
  for (let n = 1; n < 20; n++) sum += (term *= x / 16 / n);
  for (let doubling = 0; doubling < 4; doubling++) sum *= sum;
  return f(sum);
}

function clampToInt16(x: number): number {
  return Math.min(HIGHEST, Math.max(LOWEST, x));
}
