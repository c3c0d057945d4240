/** Thrown inside the reader when an offset leads outside the file; the reader turns it into one error for the user. */
export class FlatbufferRangeError extends Error {}

/** What a table costs in memory, about. */
const TABLE_BYTES = 1024;

/** Offsets may lead to the same place again and again: what is read of a file in all stays in proportion to it. */
interface Budget {
  bytes: number;
}

function spend(budget: Budget, bytes: number): void {
  budget.bytes -= bytes;
  if (budget.bytes < 0) throw new FlatbufferRangeError('its parts are read far more often than once');
}

/** A table inside a flatbuffer. Every access is checked against the file's end, so that a truncated file cannot be read past it. */
export interface Table {
  int8(slot: number, fallback: number): number;
  uint8(slot: number, fallback: number): number;
  int32(slot: number, fallback: number): number;
  uint32(slot: number, fallback: number): number;
  /** Exact up to 2^53. */
  uint64(slot: number, fallback: number): number;
  float32(slot: number, fallback: number): number;
  text(slot: number): string;
  table(slot: number): Table | undefined;
  tables(slot: number): Table[];
  int32s(slot: number): number[];
  uint16s(slot: number): number[];
  int64s(slot: number): bigint[];
  float32s(slot: number): number[];
  /** A view of the file, not a copy. */
  bytes(slot: number): Uint8Array;
  /** A view of what lies anywhere in the file, counted from its first byte. */
  bytesOfFile(start: number, count: number): Uint8Array;
}

/** The root table of a flatbuffer file. */
export function openFlatbuffer(file: Uint8Array): Table {
  const view = new DataView(file.buffer, file.byteOffset, file.byteLength);
  return openTable(view, follow(view, 0), { bytes: 64e6 + 4 * file.byteLength });
}

function openTable(view: DataView, at: number, budget: Budget): Table {
  spend(budget, TABLE_BYTES);
  const vtable = at - guard(view, at, 4).getInt32(at, true);
  const vtableBytes = guard(view, vtable, 4).getUint16(vtable, true);
  guard(view, vtable, vtableBytes);

  const field = (slot: number, bytes: number): number => {
    const entry = 4 + 2 * slot;
    const offset = entry + 2 <= vtableBytes ? view.getUint16(vtable + entry, true) : 0;
    if (offset === 0) return 0;
    guard(view, at + offset, bytes);
    return at + offset;
  };
  const vector = (slot: number, elementBytes: number): { start: number; count: number } => {
    const position = field(slot, 4);
    if (position === 0) return { start: 0, count: 0 };
    const start = follow(view, position) + 4;
    const count = guard(view, start - 4, 4).getUint32(start - 4, true);
    guard(view, start, count * elementBytes);
    return { start, count };
  };
  const list = <T>(slot: number, elementBytes: number, read: (position: number) => T): T[] => {
    const { start, count } = vector(slot, elementBytes);
    spend(budget, count * elementBytes);
    return Array.from({ length: count }, (_, index) => read(start + index * elementBytes));
  };
  const scalar = (slot: number, bytes: number, fallback: number, read: (position: number) => number): number => {
    const position = field(slot, bytes);
    return position === 0 ? fallback : read(position);
  };

  return {
    int8: (slot, fallback) => scalar(slot, 1, fallback, (position) => view.getInt8(position)),
    uint8: (slot, fallback) => scalar(slot, 1, fallback, (position) => view.getUint8(position)),
    int32: (slot, fallback) => scalar(slot, 4, fallback, (position) => view.getInt32(position, true)),
    uint32: (slot, fallback) => scalar(slot, 4, fallback, (position) => view.getUint32(position, true)),
    uint64: (slot, fallback) => scalar(slot, 8, fallback, (position) => Number(view.getBigUint64(position, true))),
    float32: (slot, fallback) => scalar(slot, 4, fallback, (position) => view.getFloat32(position, true)),
    text: (slot) => {
      const { start, count } = vector(slot, 1);
      spend(budget, count);
      return new TextDecoder().decode(slice(view, { start, count }));
    },
    table: (slot) => {
      const position = field(slot, 4);
      return position === 0 ? undefined : openTable(view, follow(view, position), budget);
    },
    tables: (slot) => list(slot, 4, (position) => openTable(view, follow(view, position), budget)),
    int32s: (slot) => list(slot, 4, (position) => view.getInt32(position, true)),
    uint16s: (slot) => list(slot, 2, (position) => view.getUint16(position, true)),
    int64s: (slot) => list(slot, 8, (position) => view.getBigInt64(position, true)),
    float32s: (slot) => list(slot, 4, (position) => view.getFloat32(position, true)),
    bytes: (slot) => slice(view, vector(slot, 1)),
    bytesOfFile: (start, count) => slice(guard(view, start, count), { start, count }),
  };
}

function slice(view: DataView, { start, count }: { start: number; count: number }): Uint8Array {
  return new Uint8Array(view.buffer, view.byteOffset + start, count);
}

function follow(view: DataView, position: number): number {
  return position + guard(view, position, 4).getUint32(position, true);
}

function guard(view: DataView, position: number, bytes: number): DataView {
  if (position < 0 || position + bytes > view.byteLength) {
    throw new FlatbufferRangeError(`offset ${position} + ${bytes} bytes lies outside the ${view.byteLength} bytes of the file`);
  }
  return view;
}
