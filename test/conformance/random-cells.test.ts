import { expect, test } from 'vitest';
import { expectGolden } from './expect-golden';
import { allCells, CELL_FAMILIES, cellsOf, drawCells } from './random-cells';
import { FAMILIES } from './random-models';

const MOST_DRAWN = 2000;

test.each(CELL_FAMILIES)('%s equals its golden wherever padding, stride, dilation, activation, zero points and multiplier have an edge', (name) => {
  const family = FAMILIES.find((one) => one.name === name)!;
  const { graphs, empty } = drawCells(family, allCells(name), cellsOf, MOST_DRAWN);
  expect(empty, 'cells that no random model visits').toEqual([]);
  expectGolden(family, graphs, ['portable']);
});
