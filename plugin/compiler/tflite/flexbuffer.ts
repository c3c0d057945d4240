import { FlatbufferRangeError } from './flatbuffer';

/** Types of values; those of numbers alone are read. */
const INTEGER = 1;
const UNSIGNED = 2;
const FLOAT = 3;
/** Added to one of these: behind an offset, with a width of its own. */
const INDIRECT = 5;
const MAP = 9;
const BOOLEAN = 26;

/** A packed type: the type itself above two bits for the width. */
const typeOf = (packed: number): number => packed >> 2;
const widthOf = (packed: number): number => 1 << (packed & 3);

/**
 * The numbers of a FlexBuffers map (FlatBuffers' form without a schema), in which custom operators keep their options; booleans are 0 and 1.
 *
 * @throws FlatbufferRangeError for offsets that lead outside, and where the root is no map
 */
export function readFlexbufferMap(bytes: Uint8Array): Map<string, number> {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const rootWidth = byteAt(view, view.byteLength - 1);
  if (typeOf(byteAt(view, view.byteLength - 2)) !== MAP) throw new FlatbufferRangeError('the options of a custom operator are no map');
  const width = widthOf(byteAt(view, view.byteLength - 2));
  const values = follow(view, view.byteLength - 2 - rootWidth, rootWidth);
  const count = unsigned(view, values - width, width);
  const keys = follow(view, values - 3 * width, width);
  const keyWidth = unsigned(view, values - 2 * width, width);
  if (count > view.byteLength) throw new FlatbufferRangeError(`a map of ${count} entries in ${view.byteLength} bytes`);
  const entries = Array.from({ length: count }, (_, index) => {
    const key = textAt(view, follow(view, keys + index * keyWidth, keyWidth));
    return [key, numberAt(view, values + index * width, width, byteAt(view, values + count * width + index))] as const;
  });
  return new Map(entries.filter((entry): entry is [string, number] => entry[1] !== undefined));
}

function numberAt(view: DataView, at: number, width: number, packed: number): number | undefined {
  const type = typeOf(packed);
  if (type === FLOAT || type === FLOAT + INDIRECT) {
    const [place, size] = type === FLOAT ? [at, width] : [follow(view, at, width), widthOf(packed)];
    check(view, place, size);
    return size === 8 ? view.getFloat64(place, true) : view.getFloat32(place, true);
  }
  if (type === UNSIGNED || type === BOOLEAN) return unsigned(view, at, width);
  if (type === INTEGER) return signed(unsigned(view, at, width), width);
  if (type === UNSIGNED + INDIRECT || type === INTEGER + INDIRECT) {
    const value = unsigned(view, follow(view, at, width), widthOf(packed));
    return type === INTEGER + INDIRECT ? signed(value, widthOf(packed)) : value;
  }
  return undefined;
}

function signed(value: number, width: number): number {
  return value >= 2 ** (8 * width - 1) ? value - 2 ** (8 * width) : value;
}

/** Offsets point backwards. */
function follow(view: DataView, at: number, width: number): number {
  return at - unsigned(view, at, width);
}

function unsigned(view: DataView, at: number, width: number): number {
  check(view, at, width);
  if (width === 8) return Number(view.getBigUint64(at, true));
  return width === 4 ? view.getUint32(at, true) : width === 2 ? view.getUint16(at, true) : view.getUint8(at);
}

function byteAt(view: DataView, at: number): number {
  return unsigned(view, at, 1);
}

function textAt(view: DataView, start: number): string {
  let end = start;
  while (byteAt(view, end) !== 0) end++;
  return new TextDecoder().decode(new Uint8Array(view.buffer, view.byteOffset + start, end - start));
}

function check(view: DataView, at: number, bytes: number): void {
  if (at < 0 || at + bytes > view.byteLength) throw new FlatbufferRangeError(`offset ${at} + ${bytes} bytes lies outside the options of a custom operator`);
}
