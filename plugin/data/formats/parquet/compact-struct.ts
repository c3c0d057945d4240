/** Deeper than anything in the headers of Parquet. */
const DEEPEST = 32;

/** Types of Thrift's compact protocol. */
const [STOP, TRUE, FALSE, BYTE, I16, I32, I64, DOUBLE, BINARY, LIST, SET, , STRUCT] = Array.from({ length: 13 }, (_, type) => type);

/**
 * Walks over a struct of Thrift's compact protocol (thrift-compact-protocol.md of Apache Thrift) without keeping anything of it: every
 * length and count is checked against the bytes that are there. Who decodes it afterwards can believe them.
 *
 * @returns where the struct ends. @throws Error
 */
export function skipStruct(bytes: Uint8Array, start: number): number {
  let at = start;

  function next(): number {
    if (at >= bytes.length) throw new Error('a header is cut');
    return bytes[at++];
  }

  function varint(): number {
    let value = 0;
    for (let length = 0; length < 10; length++) {
      const byte = next();
      value += (byte & 0x7f) * 2 ** (7 * length);
      if (byte < 0x80) return value;
    }
    throw new Error('a header has a number of more than ten bytes');
  }

  function skip(count: number): void {
    if (count > bytes.length - at) throw new Error(`a header claims ${count} bytes and has ${bytes.length - at}`);
    at += count;
  }

  function skipList(depth: number): void {
    const head = next();
    const type = head & 0x0f;
    const count = head >> 4 === 15 ? varint() : head >> 4;
    // Each element takes a byte at least.
    if (count > bytes.length - at) throw new Error(`a header claims a list of ${count}`);
    for (let index = 0; index < count; index++) skipValue(type === TRUE || type === FALSE ? BYTE : type, depth);
  }

  function skipValue(type: number, depth: number): void {
    if (type === TRUE || type === FALSE) return;
    if (type === BYTE) return skip(1);
    if (type === I16 || type === I32 || type === I64) return void varint();
    if (type === DOUBLE) return skip(8);
    if (type === BINARY) return skip(varint());
    if (type === LIST || type === SET) return skipList(depth + 1);
    if (type === STRUCT) return skipFields(depth + 1);
    throw new Error(`a header has a field of the type ${type}`);
  }

  function skipFields(depth: number): void {
    if (depth > DEEPEST) throw new Error('a header is nested too deep');
    for (let field = next(); (field & 0x0f) !== STOP; field = next()) {
      if (field >> 4 === 0) varint();
      skipValue(field & 0x0f, depth);
    }
  }

  skipFields(0);
  return at;
}
