import type { Tree } from './tree-document';

/** Sums stay below it, so that the difference of two of them is an int32. */
const LARGEST_SUM = 2 ** 30;

/** Still a normal float32. */
const SMALLEST_UNIT = 2 ** -126;

/** The smallest power of two in which no sum of base and leaves, each rounded to whole units, can leave its int32. */
export function chooseUnit(base: readonly number[], trees: readonly Tree[]): number {
  const bounds = base.map(Math.abs);
  for (const { leaves, output = 0 } of trees) {
    leaves[0].forEach((_, column) => {
      bounds[output + column] += leaves.reduce((most, values) => Math.max(most, Math.abs(values[column])), 0);
    });
  }
  const bound = bounds.reduce((most, value) => Math.max(most, value));
  const room = LARGEST_SUM - trees.length - 1;
  let unit = 1;
  while (bound / unit > room) unit *= 2;
  while (unit > SMALLEST_UNIT && (2 * bound) / unit <= room) unit /= 2;
  return unit;
}
