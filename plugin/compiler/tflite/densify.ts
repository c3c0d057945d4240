import { FlatbufferRangeError, type Table } from './flatbuffer';

/** Largest constant that is made of a sparse one. */
const MOST_BYTES = 2 ** 28;

/** Code of schema enum `DimensionType` for an axis that lists what is there. */
const SPARSE = 1;

/** The reader of a list of numbers by the code of schema union `SparseIndexVector`. */
const VECTORS: Record<number, (table: Table) => number[]> = {
  1: (table) => table.int32s(0),
  2: (table) => table.uint16s(0),
  3: (table) => Array.from(table.bytes(0)),
};

/** One level of a sparse tensor's storage: an axis, or an axis within blocks. */
interface Level {
  /** Of a dense level. */
  size: number;
  /** Of a sparse one: where the entries of each place of the level above begin, and which places they are. */
  segments?: number[];
  indices?: number[];
}

/**
 * A sparse constant with its zeros, exactly. Its values are stored level by level, in the order in which axes (and, behind them, blocks of
 * axes) are gone through.
 *
 * @param sparsity     table `SparsityParameters` of the tensor
 * @param elementBytes of one value
 * @throws FlatbufferRangeError where it does not lead to places of the tensor
 */
export function densify(data: Uint8Array, shape: readonly number[], elementBytes: number, sparsity: Table): Uint8Array {
  const order = sparsity.int32s(0);
  const blockMap = sparsity.int32s(1);
  const levels = sparsity.tables(2).map(readLevel);
  const count = shape.reduce((product, size) => product * size, 1);
  const blocks = levels.slice(shape.length).map(({ size }) => size);
  const isSound = order.length === levels.length && levels.length === shape.length + blockMap.length &&
    [...order].sort((a, b) => a - b).every((axis, at) => axis === at) && blockMap.every((axis) => axis >= 0 && axis < shape.length) &&
    blocks.every((size) => size > 0) && count * elementBytes <= MOST_BYTES &&
    levels.reduce((product, { size, segments }) => product * (segments ? 1 : size), 1) <= count && levels.every(isInOrder);
  if (!isSound) throw new FlatbufferRangeError('the order of a sparse tensor is none of its axes');
  const dense = new Uint8Array(count * elementBytes);
  const places = new Array<number>(levels.length).fill(0);
  let next = 0;

  const put = (): void => {
    const at = shape.map((_, axis) => places[order.indexOf(axis)]);
    blockMap.forEach((axis, block) => (at[axis] = at[axis] * blocks[block] + places[order.indexOf(shape.length + block)]));
    const place = at.reduce((sum, index, axis) => sum * shape[axis] + index, 0);
    const from = next++ * elementBytes;
    if (at.some((index, axis) => index >= shape[axis]) || from + elementBytes > data.length) throw new FlatbufferRangeError('a sparse tensor leads outside of itself');
    dense.set(data.subarray(from, from + elementBytes), place * elementBytes);
  };
  const walk = (level: number, above: number): void => {
    if (level === levels.length) return put();
    const { size, segments, indices } = levels[level];
    if (!segments || !indices) {
      for (let at = 0; at < size; ++at) {
        places[level] = at;
        walk(level + 1, above * size + at);
      }
      return;
    }
    for (let entry = segments[above] ?? 0; entry < (segments[above + 1] ?? 0); ++entry) {
      places[level] = indices[entry] ?? Infinity;
      walk(level + 1, entry);
    }
  };
  walk(0, 0);
  return dense;
}

/** Whether the entries of a sparse axis are gone through once. */
function isInOrder({ segments = [], indices = [] }: Level): boolean {
  return segments.every((begin, at) => begin >= (segments[at - 1] ?? 0) && begin <= indices.length);
}

function readLevel(table: Table): Level {
  const size = table.int32(1, 0);
  if (table.int8(0, 0) !== SPARSE) return { size };
  const read = (slot: number): number[] => {
    const [vector, content] = [VECTORS[table.uint8(slot, 0)], table.table(slot + 1)];
    if (!vector || !content) throw new FlatbufferRangeError('a sparse axis without a list of its places');
    return vector(content);
  };
  return { size, segments: read(2), indices: read(4) };
}
