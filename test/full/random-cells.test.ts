import { expect, test } from 'vitest';
import { expectGolden } from '../conformance/expect-golden';
import { allPairs, CELL_FAMILIES, drawCells, pairsOf } from '../conformance/random-cells';
import { FAMILIES, seededRandom } from '../conformance/random-models';
import { UNOPTIMIZED } from '../conformance/run-model';

/** Of all families together. */
const MODELS = 2000;
const MOST_DRAWN = 20_000;

test.each(CELL_FAMILIES)('%s equals its golden at every pair of settings, and at random ones', (name) => {
  const family = FAMILIES.find((one) => one.name === name)!;
  const { graphs, empty } = drawCells(family, allPairs(name), pairsOf, MOST_DRAWN);
  expect(empty, 'pairs that no random model visits').toEqual([]);
  const random = seededRandom(name.length);
  while (graphs.length < MODELS / CELL_FAMILIES.length) graphs.push(family.draw(random));
  const { builds, bytes } = expectGolden(family, graphs, ['portable', 'armv7e-m'], UNOPTIMIZED);
  console.log(`${name}: ${graphs.length} models in ${builds} builds, ${bytes} bytes of outputs`);
});
