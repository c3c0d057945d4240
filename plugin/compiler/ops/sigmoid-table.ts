import type { ConstTable } from './operator';

/** Entries a unit of the argument. */
const ENTRIES_PER_UNIT = 24;

/**
 * sigmoid(i / 24) in Q0.16 for i from 0 to 255, minus 2^15: what 16-bit sigmoid and tanh of TFLite look up. exp(-1 / 24) by its series,
 * its powers by multiplication: far more digits than the table keeps, and the same ones on every machine.
 */
export function sigmoidTable(): ConstTable {
  const step = expSeries(-1 / ENTRIES_PER_UNIT);
  let power = 1;
  const values = Array.from({ length: 256 }, () => {
    const entry = Math.min(2 ** 16 - 1, Math.round(2 ** 16 / (1 + power))) - 2 ** 15;
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
