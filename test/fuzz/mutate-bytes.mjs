/** Numbers at which readers of sizes and counts go wrong. */
const EDGES = [0, 1, 2, 3, 7, 8, 16, 31, 127, 128, 255, 256, 1000, 32767, 32768, 65535, 65536, 0x7fffffff, 0x80000000, 0xfffffffe, 0xffffffff];

/**
 * One to eight changes of bytes: bits, edges as numbers of 1 to 8 bytes, pieces removed, doubled, or taken from another item.
 *
 * @param {Buffer} bytes @param {Buffer} other @param {number} [head] half of the changes fall into so many bytes of the beginning
 */
export function mutateBytes(random, bytes, other, head = bytes.length) {
  let result = Buffer.from(bytes);
  for (let changes = 1 + random.sized(3); changes > 0; changes--) result = random.pick(CHANGES)(random, result, other, head);
  return result;
}

const CHANGES = [flipBit, writeEdge, writeEdge, writeByte, removePiece, doublePiece, takePiece, cutEnd, insertBytes];

function placeIn(random, bytes, head) {
  return random.below(Math.max(1, random.once(2) ? Math.min(head, bytes.length) : bytes.length));
}

function flipBit(random, bytes, _, head) {
  if (bytes.length) bytes[placeIn(random, bytes, head)] ^= 1 << random.below(8);
  return bytes;
}

function writeByte(random, bytes, _, head) {
  if (bytes.length) bytes[placeIn(random, bytes, head)] = random.below(256);
  return bytes;
}

function writeEdge(random, bytes, _, head) {
  const size = random.pick([1, 2, 4, 4, 8]);
  const at = placeIn(random, bytes, head) & (random.once(3) ? -1 : -size);
  if (at + size > bytes.length) return bytes;
  const value = BigInt(random.pick(EDGES)) + (random.once(3) ? BigInt(random.below(9)) - 4n : 0n);
  const number = BigInt.asUintN(8 * size, size === 8 && random.once(2) ? value << 32n : value);
  for (let i = 0; i < size; i++) bytes[at + i] = Number((number >> BigInt(8 * i)) & 0xffn);
  if (random.once(3)) bytes.subarray(at, at + size).reverse();
  return bytes;
}

function removePiece(random, bytes, _, head) {
  const at = placeIn(random, bytes, head);
  return Buffer.concat([bytes.subarray(0, at), bytes.subarray(at + 1 + random.sized(8))]);
}

function doublePiece(random, bytes, _, head) {
  const at = placeIn(random, bytes, head);
  const piece = bytes.subarray(at, at + 1 + random.sized(8));
  return Buffer.concat([bytes.subarray(0, at), piece, bytes.subarray(at)]);
}

function takePiece(random, bytes, other, head) {
  const at = placeIn(random, bytes, head);
  const from = placeIn(random, other, head);
  const piece = other.subarray(from, from + 1 + random.sized(9));
  return Buffer.concat([bytes.subarray(0, at), piece, bytes.subarray(at + (random.once(2) ? piece.length : 0))]);
}

function cutEnd(random, bytes) {
  return bytes.subarray(0, random.once(4) ? random.below(bytes.length + 1) : Math.max(0, bytes.length - 1 - random.sized(8)));
}

function insertBytes(random, bytes, _, head) {
  const at = placeIn(random, bytes, head);
  const piece = Buffer.from(Array.from({ length: 1 + random.sized(4) }, () => random.below(256)));
  return Buffer.concat([bytes.subarray(0, at), piece, bytes.subarray(at)]);
}
