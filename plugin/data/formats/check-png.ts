import { inflateSync } from 'node:zlib';
import { MOST_PIXELS } from './picture';

const SIGNATURE = '89504e470d0a1a0a';

/** Colour type -> values of a pixel. */
const CHANNELS: Record<number, number> = { 0: 1, 2: 3, 3: 1, 4: 2, 6: 4 };

/** Deflate makes no more than so many bytes of one. */
const DEFLATE_RATIO = 1032;

/** First column and row, and distance, of the seven passes of an interlaced picture (Adam7, section 8.2 of the specification). */
const PASSES = [[0, 0, 8, 8], [4, 0, 8, 8], [0, 4, 4, 8], [2, 0, 4, 4], [0, 2, 2, 4], [1, 0, 2, 2], [0, 1, 1, 2]];

/** What the header chunk says. */
interface Header {
  width: number;
  height: number;
  bitsPerPixel: number;
  isInterlaced: boolean;
}

/**
 * Checks a PNG before it is decoded: that the size it claims is one that its bytes can hold, and that its packed rows are as long as that
 * size says, neither cut nor swelling to gigabytes. The decoder takes such files for whole ones.
 *
 * @throws Error
 */
export function checkPng(bytes: Buffer): void {
  if (bytes.toString('hex', 0, 8) !== SIGNATURE || bytes.length < 33) throw new Error('it does not begin like one');
  const header = readHeader(bytes);
  const { width, height } = header;
  if (width * height > MOST_PIXELS) throw new Error(`it claims ${width * height} pixels`);
  const size = rowBytes(header);
  const packed = readPacked(bytes);
  if (size > DEFLATE_RATIO * packed.length) throw new Error(`it claims ${width} x ${height} pixels and has ${packed.length} bytes of them`);
  if (unpackedSize(packed, size) < size) throw new Error('its pixels end before the last row');
}

function readHeader(bytes: Buffer): Header {
  const [depth, colourType, interlaced] = [bytes[24], bytes[25], bytes[28]];
  const [width, height] = [bytes.readUInt32BE(16), bytes.readUInt32BE(20)];
  if (bytes.toString('latin1', 12, 16) !== 'IHDR' || !(colourType in CHANNELS)) throw new Error('it has no header that is known');
  if (width === 0 || height === 0) throw new Error('it claims no pixels');
  return { width, height, bitsPerPixel: depth * CHANNELS[colourType], isInterlaced: interlaced !== 0 };
}

/** Bytes of all rows before they are packed, each with the byte that names its filter. */
function rowBytes({ width, height, bitsPerPixel, isInterlaced }: Header): number {
  const bytesOf = (columns: number, rows: number): number =>
    columns > 0 && rows > 0 ? (Math.ceil((columns * bitsPerPixel) / 8) + 1) * rows : 0;
  if (!isInterlaced) return bytesOf(width, height);
  const passes = PASSES.map(([left, top, across, down]) => bytesOf(Math.ceil((width - left) / across), Math.ceil((height - top) / down)));
  return passes.reduce((sum, pass) => sum + pass, 0);
}

/** The data chunks put together. A second header would let a decoder take another size than the one that was checked. */
function readPacked(bytes: Buffer): Buffer {
  const pieces: Buffer[] = [];
  for (let at = 8; at + 12 <= bytes.length;) {
    const [length, type] = [bytes.readUInt32BE(at), bytes.toString('latin1', at + 4, at + 8)];
    if (type === 'IHDR' && at > 8) throw new Error('it has a second header');
    if (type === 'IDAT') pieces.push(bytes.subarray(at + 8, at + 8 + length));
    at += 12 + length;
  }
  return Buffer.concat(pieces);
}

function unpackedSize(packed: Buffer, size: number): number {
  try {
    return inflateSync(packed, { maxOutputLength: size }).length;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ERR_BUFFER_TOO_LARGE') throw error;
    throw new Error(`its pixels unpack to more than the ${size} bytes of its size`);
  }
}
