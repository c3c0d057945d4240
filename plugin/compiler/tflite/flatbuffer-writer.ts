/** A value of a field: scalars are stored in the table itself, everything else behind an offset. */
export type FieldValue =
  | { int8: number }
  | { uint8: number }
  | { int32: number }
  | { uint32: number }
  | { float32: number }
  | { text: string }
  | { int32s: readonly number[] }
  | { int64s: readonly number[] }
  | { float32s: readonly number[] }
  /** `align`: of the first byte in the file, a power of two. */
  | { bytes: Uint8Array; align: number }
  | { table: TableFields }
  | { tables: readonly TableFields[] };

/** Slot of the schema -> value; an absent slot reads as the schema's default. */
export type TableFields = Record<number, FieldValue | undefined>;

const SCALAR_BYTES: Record<string, number> = { int8: 1, uint8: 1, int32: 4, uint32: 4, float32: 4 };

/** Bytes of a flatbuffer file with this root table. Children lie behind their parents, so every offset points forward. */
export function writeFlatbufferFile(root: TableFields, fileIdentifier: string): Uint8Array {
  const sink = createSink();
  const rootOffset = sink.reserve(4, 4);
  sink.append(new TextEncoder().encode(fileIdentifier));
  sink.pointTo(rootOffset, writeTable(sink, root));
  return sink.finish();
}

interface Sink {
  /** Appends `count` zero bytes, the first of them aligned, and gives their position. `ahead`: bytes whose alignment counts come later. */
  reserve(count: number, align: number, ahead?: number): number;
  append(bytes: Uint8Array): number;
  view(): DataView;
  /** Stores at `position` the forward offset to `target`. */
  pointTo(position: number, target: number): void;
  finish(): Uint8Array;
}

function createSink(): Sink {
  let bytes = new Uint8Array(1 << 16);
  let length = 0;
  const grow = (count: number): void => {
    if (length + count <= bytes.length) return;
    const larger = new Uint8Array(Math.max(bytes.length * 2, length + count));
    larger.set(bytes);
    bytes = larger;
  };
  const view = (): DataView => new DataView(bytes.buffer);
  return {
    reserve(count, align, ahead = 0) {
      const padding = (align - ((length + ahead) % align)) % align;
      grow(padding + count);
      length += padding + count;
      return length - count;
    },
    append(added) {
      grow(added.length);
      bytes.set(added, length);
      length += added.length;
      return length - added.length;
    },
    view,
    pointTo: (position, target) => view().setUint32(position, target - position, true),
    finish: () => bytes.slice(0, length),
  };
}

/** A vtable, the table right behind it, then what the table's offsets lead to. */
function writeTable(sink: Sink, fields: TableFields): number {
  const present = Object.entries(fields).flatMap(([slot, value]) => (value ? [{ slot: Number(slot), value }] : []));
  const slots = present.reduce((most, { slot }) => Math.max(most, slot + 1), 0);
  const layout = layOutTable(present);
  const vtable = sink.reserve(4 + 2 * slots, 4, 4 + 2 * slots);
  const table = sink.reserve(layout.bytes, 4);
  sink.view().setUint16(vtable, 4 + 2 * slots, true);
  sink.view().setUint16(vtable + 2, layout.bytes, true);
  sink.view().setInt32(table, table - vtable, true);
  for (const { slot, value, offset } of layout.fields) {
    sink.view().setUint16(vtable + 4 + 2 * slot, offset, true);
    writeField(sink, table + offset, value);
  }
  return table;
}

/** Four-byte fields first, single bytes last: no padding between them. */
function layOutTable(present: { slot: number; value: FieldValue }[]): {
  bytes: number;
  fields: { slot: number; value: FieldValue; offset: number }[];
} {
  const bytesOf = (value: FieldValue): number => SCALAR_BYTES[Object.keys(value)[0]] ?? 4;
  let offset = 4;
  const fields = [...present]
    .sort((a, b) => bytesOf(b.value) - bytesOf(a.value) || a.slot - b.slot)
    .map(({ slot, value }) => ({ slot, value, offset: (offset += bytesOf(value)) - bytesOf(value) }));
  return { bytes: offset, fields };
}

function writeField(sink: Sink, at: number, value: FieldValue): void {
  if ('int8' in value) sink.view().setInt8(at, value.int8);
  else if ('uint8' in value) sink.view().setUint8(at, value.uint8);
  else if ('int32' in value) sink.view().setInt32(at, value.int32, true);
  else if ('uint32' in value) sink.view().setUint32(at, value.uint32, true);
  else if ('float32' in value) sink.view().setFloat32(at, value.float32, true);
  else sink.pointTo(at, writeChild(sink, value));
}

function writeChild(sink: Sink, value: FieldValue): number {
  if ('table' in value) return writeTable(sink, value.table);
  if ('tables' in value) return writeTables(sink, value.tables);
  if ('text' in value) return writeVector(sink, new TextEncoder().encode(`${value.text}\0`), 4, -1);
  if ('bytes' in value) return writeVector(sink, value.bytes, value.align);
  if ('int32s' in value) return writeVector(sink, packed(value.int32s, 4, 'setInt32'), 4, value.int32s.length);
  if ('float32s' in value) return writeVector(sink, packed(value.float32s, 4, 'setFloat32'), 4, value.float32s.length);
  if ('int64s' in value) return writeVector(sink, packedInt64(value.int64s), 8, value.int64s.length);
  throw new RangeError('a scalar is no child');
}

function writeTables(sink: Sink, tables: readonly TableFields[]): number {
  const vector = sink.reserve(4 + 4 * tables.length, 4);
  sink.view().setUint32(vector, tables.length, true);
  tables.forEach((table, index) => sink.pointTo(vector + 4 + 4 * index, writeTable(sink, table)));
  return vector;
}

/** `count` < 0: a text, whose closing zero is not counted. */
function writeVector(sink: Sink, bytes: Uint8Array, align: number, count = bytes.length): number {
  const vector = sink.reserve(4, Math.max(4, align), 4);
  sink.view().setUint32(vector, count < 0 ? bytes.length + count : count, true);
  sink.append(bytes);
  return vector;
}

function packed(values: readonly number[], bytes: number, set: 'setInt32' | 'setFloat32'): Uint8Array {
  const view = new DataView(new ArrayBuffer(values.length * bytes));
  values.forEach((value, index) => view[set](index * bytes, value, true));
  return new Uint8Array(view.buffer);
}

function packedInt64(values: readonly number[]): Uint8Array {
  const view = new DataView(new ArrayBuffer(values.length * 8));
  values.forEach((value, index) => view.setBigInt64(index * 8, BigInt(value), true));
  return new Uint8Array(view.buffer);
}
