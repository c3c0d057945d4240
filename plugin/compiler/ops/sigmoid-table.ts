import type { ConstTable } from './operator';

/** Entries a unit of the argument. */
const ENTRIES_PER_UNIT = 24;

/** Places where TFLite's table is one step above the nearest value. */
const ONE_STEP_ABOVE = new Set([
  4, 8, 12, 14, 15, 16, 17, 19, 20, 21, 22, 25, 27, 28, 29, 30, 31, 33, 34, 35, 37, 39, 40, 41, 43, 44, 45, 46, 49, 50, 54, 62, 63, 64,
  66, 82, 86, 93, 100, 103, 112, 116, 135, 255,
]);

/**
 * sigmoid(i / 24) in Q0.16 for i from 0 to 255, minus 2^15: what 16-bit sigmoid and tanh of TFLite look up. exp(-1 / 24) by its series,
 * its powers by multiplication: far more digits than the table keeps, and the same ones on every machine.
 */
export function sigmoidTable(): ConstTable {
  const step = expSeries(-1 / ENTRIES_PER_UNIT);
  let power = 1;
  const values = Array.from({ length: 256 }, (_, place) => {
    const nearest = Math.min(2 ** 16 - 1, Math.round(2 ** 16 / (1 + power)));
    const entry = nearest + (ONE_STEP_ABOVE.has(place) ? 1 : 0) - 2 ** 15;
    power *= step;
    return entry;
  });
  return { name: 'sigmoid', type: 'int16_t', values };
}

/** exp(x) for a small x. */
function expSeries(x: number): number {
  let [sum, term] = [1, 1];
  for (let n = 1; n < 16; n++) sum += (term *= x / n);
  return sum;
}
