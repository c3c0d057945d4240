import { expect, test } from 'vitest';
import { densify } from './densify';
import { openFlatbuffer } from './flatbuffer';
import { writeFlatbufferFile, type TableFields } from './flatbuffer-writer';

const dense = (size: number): TableFields => ({ 1: { int32: size } });
const sparse = (segments: number[], indices: number[]): TableFields => ({
  0: { int8: 1 }, 2: { uint8: 1 }, 3: { table: { 0: { int32s: segments } } }, 4: { uint8: 3 }, 5: { table: { 0: { bytes: Uint8Array.from(indices), align: 1 } } },
});
const sparsity = (order: number[], blocks: number[], levels: TableFields[]) =>
  openFlatbuffer(writeFlatbufferFile({ 0: { int32s: order }, 1: { int32s: blocks }, 2: { tables: levels } }, 'TEST'));

test('rows that list their columns get their zeros', () => {
  const rows = sparsity([0, 1], [], [dense(2), sparse([0, 1, 3], [1, 0, 3])]);
  expect([...densify(Uint8Array.of(5, 1, 2), [2, 4], 1, rows)]).toEqual([0, 5, 0, 0, 1, 0, 0, 2]);
});

test('columns may come before rows, and values have several bytes', () => {
  const columns = sparsity([1, 0], [], [dense(2), sparse([0, 1, 2], [1, 0])]);
  expect([...densify(Uint8Array.of(1, 2, 3, 4), [2, 2], 2, columns)]).toEqual([0, 0, 3, 4, 1, 2, 0, 0]);
});

test('blocks are put together', () => {
  const blocks = sparsity([0, 1, 2, 3], [0, 1], [dense(2), sparse([0, 1, 2], [1, 0]), dense(1), dense(2)]);
  expect([...densify(Uint8Array.of(1, 2, 3, 4), [2, 4], 1, blocks)]).toEqual([0, 0, 1, 2, 3, 4, 0, 0]);
});

test.each([
  ['a place outside', sparsity([0, 1], [], [dense(2), sparse([0, 1, 3], [1, 0, 9])]), /outside of itself/],
  ['more entries than values', sparsity([0, 1], [], [dense(2), sparse([0, 2, 4], [0, 1, 2, 3])]), /outside of itself/],
  ['axes that are none', sparsity([0, 5], [], [dense(2), dense(4)]), /none of its axes/],
  ['a level larger than the tensor', sparsity([0, 1], [], [dense(2 ** 30), sparse([], [])]), /none of its axes/],
  ['entries that are gone through twice', sparsity([0, 1], [], [dense(2), sparse([0, 3, 1], [0, 1, 2])]), /none of its axes/],
])('%s is refused', (_, levels, problem) => {
  expect(() => densify(Uint8Array.of(5, 1, 2), [2, 4], 1, levels)).toThrow(problem);
});
