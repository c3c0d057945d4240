/** Value of the argument that means "until a break", and that break. */
const INDEFINITE = 31;
const BREAK = 0xff;
/** Documents have five levels. */
const DEEPEST = 100;

/**
 * Length in bytes of the first CBOR item (RFC 8949) in a buffer: firmware appends raw samples behind the document, and nothing in the
 * document says where it ends.
 *
 * @throws RangeError where the buffer ends inside the item, or the item is nested without measure
 */
export function cborLength(bytes: Buffer): number {
  return skipItem(bytes, 0, 0);
}

function skipItem(bytes: Buffer, at: number, depth: number): number {
  if (depth > DEEPEST) throw new RangeError(`it is nested deeper than ${DEEPEST} levels`);
  const head = byteAt(bytes, at);
  const major = head >> 5;
  const info = head & 31;
  if (major === 7) return at + 1 + argumentBytes(info);
  if (info === INDEFINITE) return skipUntilBreak(bytes, at + 1, depth + 1);
  const next = at + 1 + argumentBytes(info);
  const argument = readArgument(bytes, at + 1, info);
  if (major === 2 || major === 3) return within(bytes, next + argument);
  if (major === 4 || major === 5) return skipItems(bytes, next, major === 5 ? 2 * argument : argument, depth + 1);
  return major === 6 ? skipItem(bytes, next, depth + 1) : next;
}

function skipItems(bytes: Buffer, at: number, count: number, depth: number): number {
  let next = at;
  for (let i = 0; i < count; i++) next = skipItem(bytes, next, depth);
  return next;
}

function skipUntilBreak(bytes: Buffer, at: number, depth: number): number {
  let next = at;
  while (byteAt(bytes, next) !== BREAK) next = skipItem(bytes, next, depth);
  return next + 1;
}

function argumentBytes(info: number): number {
  return info < 24 || info === INDEFINITE ? 0 : 2 ** (info - 24);
}

function readArgument(bytes: Buffer, at: number, info: number): number {
  if (info < 24) return info;
  const size = within(bytes, at + argumentBytes(info)) - at;
  return size === 8 ? Number(bytes.readBigUInt64BE(at)) : bytes.readUIntBE(at, size);
}

function byteAt(bytes: Buffer, at: number): number {
  return bytes[within(bytes, at + 1) - 1];
}

function within(bytes: Buffer, end: number): number {
  if (end > bytes.length) throw new RangeError(`it ends at byte ${bytes.length}, inside an item`);
  return end;
}
