import { deflateSync, gzipSync } from 'node:zlib';
import { encode as encodeCbor } from 'cbor-x';
import { encode as encodeJpeg } from 'jpeg-js';
import { PNG } from 'pngjs';
import { parquetWriteBuffer } from 'hyparquet-writer';
import { makeWav } from '../make-wav';

/** Name of a file -> a small one that claims to be, or unpacks to, far more than it is; and a good one of each kind. */
export function makeBombs(): Record<string, Buffer> {
  return { ...goodOnes(), ...pngBombs(), ...jpegBombs(), ...parquetBombs(), ...textBombs(), ...wavBombs() };
}

function goodOnes(): Record<string, Buffer> {
  const png = PNG.sync.write(Object.assign(new PNG({ width: 8, height: 8 }), { data: Buffer.alloc(256, 90) }));
  const document = { protected: { ver: 'v1', alg: 'none' }, signature: '', payload: { interval_ms: 10, sensors: [{ name: 'x', units: 'g' }], values: [1, 2] } };
  return {
    'good.png': png,
    'good.jpg': photo(),
    'good.parquet': table(),
    'good.json': Buffer.from(JSON.stringify(document)),
    'good.cbor': Buffer.from(encodeCbor(document)),
    'good.wav': makeWav([1, 2, 3], { hz: 100 }),
  };
}

function chunk(type: string, data: Buffer): Buffer {
  const named = Buffer.concat([Buffer.from(type), data]);
  const [length, sum] = [Buffer.alloc(4), Buffer.alloc(4)];
  length.writeUInt32BE(data.length);
  sum.writeUInt32BE(crc32(named));
  return Buffer.concat([length, named, sum]);
}

/** As zlib's, which Node 20.19 does not have yet. */
function crc32(bytes: Buffer): number {
  let sum = -1;
  for (const byte of bytes) {
    sum ^= byte;
    for (let bit = 0; bit < 8; bit++) sum = (sum >>> 1) ^ (sum & 1 ? 0xedb88320 : 0);
  }
  return ~sum >>> 0;
}

function header(width: number, height: number, depth: number, colourType: number, interlaced: number): Buffer {
  const data = Buffer.alloc(13);
  data.writeUInt32BE(width, 0);
  data.writeUInt32BE(height, 4);
  data.set([depth, colourType, 0, 0, interlaced], 8);
  return chunk('IHDR', data);
}

function picture(head: Buffer[], packed: Buffer): Buffer {
  return Buffer.concat([Buffer.from('89504e470d0a1a0a', 'hex'), ...head, chunk('IDAT', packed), chunk('IEND', Buffer.alloc(0))]);
}

function pngBombs(): Record<string, Buffer> {
  const zeros = deflateSync(Buffer.alloc(300e6), { level: 9 });
  return {
    'swells-interlaced.png': picture([header(1, 1, 8, 2, 1)], zeros),
    'swells.png': picture([header(1, 1, 8, 2, 0)], zeros),
    'claims.png': picture([header(8000, 8000, 16, 6, 0)], deflateSync(Buffer.alloc(100))),
    'claims-more.png': picture([header(0xffffffff, 0xffffffff, 8, 2, 0)], zeros.subarray(0, 100)),
    'two-headers.png': picture([header(1, 1, 8, 2, 0), header(8000, 8000, 8, 6, 0)], deflateSync(Buffer.alloc(4))),
    'cut.png': picture([header(100, 100, 8, 2, 0)], deflateSync(Buffer.alloc(301 * 60))),
  };
}

function photo(width = 16, height = 16): Buffer {
  return encodeJpeg({ width, height, data: Buffer.alloc(4 * width * height, 90) }, 50).data;
}

/** The picture with another size in its frame header. */
function claim(bytes: Buffer, size: number): Buffer {
  const at = bytes.indexOf('ffc0', 0, 'hex');
  const changed = Buffer.from(bytes);
  changed.writeUInt16BE(size, at + 5);
  changed.writeUInt16BE(size, at + 7);
  return changed;
}

function jpegBombs(): Record<string, Buffer> {
  const scan = Buffer.from('ffda0008010100003f00', 'hex');
  const scans = Buffer.concat(Array.from({ length: 20_000 }, () => scan));
  const whole = claim(photo(), 8000);
  return {
    'claims.jpg': claim(photo(), 8000),
    'claims-more.jpg': claim(photo(), 65_500),
    'scans.jpg': Buffer.concat([whole.subarray(0, -2), scans, whole.subarray(-2)]),
    'segments.jpg': Buffer.concat([Buffer.from('ffd8', 'hex'), ...Array.from({ length: 200_000 }, () => Buffer.from('ffe00002', 'hex'))]),
  };
}

function table(rows = 16): Buffer {
  return Buffer.from(parquetWriteBuffer({ columnData: [{ name: 'x', data: Array.from({ length: rows }, (_, i) => i % 3), type: 'INT32', encoding: 'RLE_DICTIONARY' }] }));
}

function varint(value: number): number[] {
  return value < 128 ? [value] : [(value & 127) | 128, ...varint(Math.floor(value / 128))];
}

/** A file of one column of int32 with one page of places in a dictionary, written out by hand: `i32` is a field of a compact struct. */
function parquetOf({ rows = 16, pageValues = rows, run = pageValues, unpacked, codec = 0, packed, dictionary = DICTIONARY }: ParquetClaim = {}): Buffer {
  const i32 = (delta: number, value: number): number[] => [(delta << 4) | 5, ...varint(2 * value)];
  const i64 = (delta: number, value: number): number[] => [(delta << 4) | 6, ...varint(2 * value)];
  const text = (value: string): number[] => [value.length, ...Buffer.from(value)];
  const dictionaryPage = [...i32(1, 2), ...i32(1, DICTIONARY.length), ...i32(1, dictionary.length), (4 << 4) | 12, ...i32(1, 1), ...i32(1, 0), 0, 0, ...dictionary];
  const body = packed ?? Buffer.from([1, ...varint(2 * run), 0]);
  const dataHeader = [...i32(1, 0), ...i32(1, unpacked ?? body.length), ...i32(1, body.length), (2 << 4) | 12, ...i32(1, pageValues), ...i32(1, 8), ...i32(1, 3), ...i32(1, 3), 0, 0];
  const chunkBytes = Buffer.concat([Buffer.from(dictionaryPage), Buffer.from(dataHeader), body]);
  const root = [(4 << 4) | 8, ...text('m'), ...i32(1, 1), 0];
  const column = [...i32(1, 1), (2 << 4) | 5, 0, (1 << 4) | 8, ...text('x'), 0];
  const metadata = [
    ...i32(1, 1), (1 << 4) | 9, (1 << 4) | 5, 16, (1 << 4) | 9, (1 << 4) | 8, ...text('x'), ...i32(1, codec), ...i64(1, pageValues), ...i64(1, chunkBytes.length),
    ...i64(1, chunkBytes.length), ...i64(2, 4 + dictionaryPage.length), ...i64(2, 4), 0,
  ];
  const columnChunk = [...i64(2, 4), (1 << 4) | 12, ...metadata, 0];
  const group = [(1 << 4) | 9, (1 << 4) | 12, ...columnChunk, ...i64(1, chunkBytes.length), ...i64(1, rows), 0];
  const footer = Buffer.from([...i32(1, 1), (1 << 4) | 9, (2 << 4) | 12, ...root, ...column, ...i64(1, rows), (1 << 4) | 9, (1 << 4) | 12, ...group, 0]);
  const length = Buffer.alloc(4);
  length.writeUInt32LE(footer.length);
  return Buffer.concat([Buffer.from('PAR1'), chunkBytes, footer, length, Buffer.from('PAR1')]);
}

/** Its one value, an int32. */
const DICTIONARY = Buffer.from([7, 0, 0, 0]);

interface ParquetClaim {
  rows?: number;
  pageValues?: number;
  run?: number;
  unpacked?: number;
  codec?: number;
  packed?: Buffer;
  dictionary?: Buffer;
}

/** Codecs: 1 is Snappy, 2 gzip. */
function parquetBombs(): Record<string, Buffer> {
  const footerOf = (bytes: number[]): Buffer => Buffer.concat([Buffer.from('PAR1'), Buffer.from(bytes), Buffer.from([bytes.length, 0, 0, 0]), Buffer.from('PAR1')]);
  // A field with a list of lists, each of which claims 2^24 members.
  const lists = Array.from({ length: 40 }, () => [0xf9, ...varint(1 << 24)]).flat();
  return {
    'hand.parquet': parquetOf(),
    'rows.parquet': parquetOf({ rows: 2 ** 30 }),
    'values.parquet': parquetOf({ pageValues: 2 ** 30 }),
    'run.parquet': parquetOf({ run: 2 ** 30 - 1 }),
    'unpacked.parquet': parquetOf({ unpacked: 2 ** 30, codec: 1, dictionary: Buffer.from([4, 3 << 2, ...DICTIONARY]) }),
    'gzip.parquet': parquetOf({ unpacked: 16, codec: 2, packed: gzipSync(Buffer.alloc(300e6)), dictionary: gzipSync(DICTIONARY) }),
    'footer.parquet': footerOf([0x19, ...lists]),
  };
}

function textBombs(): Record<string, Buffer> {
  const deep = 200_000;
  return {
    'deep.json': Buffer.from(`{"payload":${'['.repeat(deep)}${']'.repeat(deep)}}`),
    'deep-objects.json': Buffer.from(`${'{"a":'.repeat(deep)}1${'}'.repeat(deep)}`),
    'deep.cbor': Buffer.alloc(deep, 0x81),
    'claims.cbor': Buffer.from('a1677061796c6f61649b00ffffffffffffff', 'hex'),
    'claims-text.cbor': Buffer.from('a1677061796c6f61647b000000ffffffffff', 'hex'),
    'endless.cbor': Buffer.alloc(deep, 0x9f),
  };
}

/** More channels than bytes. */
function wavBombs(): Record<string, Buffer> {
  const wav = makeWav([1, 2, 3], { hz: 100 });
  wav.writeUInt16LE(0xffff, 22);
  return { 'channels.wav': wav };
}
