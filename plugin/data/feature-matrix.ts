import { closeSync, fstatSync, openSync, readSync, writeSync } from 'node:fs';
import { ImpulseError } from '../errors';

const MAGIC = Buffer.from('\x93NUMPY\x01\x00', 'latin1');
/** Room for any row count, so that the header can be completed at the end. */
const HEADER_BYTES = 128;

/** Rows are appended as they are made; `close` writes the final row count. */
export interface FeatureWriter {
  /** One or more whole rows. */
  append(rows: Float32Array): void;
  close(): void;
}

/** A matrix on disk: only the rows that are asked for are in memory. */
export interface FeatureMatrix {
  rows: number;
  columns: number;
  /** `count` rows from `first` on, row-major; a copy. */
  read(first: number, count: number): Float32Array;
  readAll(): Float32Array;
  close(): void;
}

/** Starts a `.npy` file, float32 `[rows, ...row]` in C order, little-endian: `numpy.load(path, mmap_mode="r")` opens it. */
export function createFeatureMatrix(path: string, ...row: number[]): FeatureWriter {
  const file = openSync(path, 'w');
  const columns = row.reduce((product, extent) => product * extent, 1);
  let written = 0;
  writeSync(file, header(0, row));
  return {
    append(rows) {
      if (rows.length % columns) throw new RangeError(`${rows.length} values are no whole rows of ${columns}`);
      writeFully(file, Buffer.from(rows.buffer, rows.byteOffset, rows.byteLength));
      written += rows.length / columns;
    },
    close() {
      writeSync(file, header(written, row), 0, HEADER_BYTES, 0);
      closeSync(file);
    },
  };
}

/** Opens a `.npy` file of float32 `[rows, columns]`, as written here or by numpy. */
export function openFeatureMatrix(path: string): FeatureMatrix {
  const file = openSync(path, 'r');
  const { rows, columns, offset } = readHeader(file, path);
  const read = (first: number, count: number): Float32Array => {
    if (first < 0 || count < 0 || first + count > rows) throw new RangeError(`rows ${first} to ${first + count} of ${rows}`);
    const values = new Float32Array(count * columns);
    readFully(file, Buffer.from(values.buffer), offset + first * columns * 4);
    return values;
  };
  return { rows, columns, read, readAll: () => read(0, rows), close: () => closeSync(file) };
}

function header(rows: number, row: readonly number[]): Buffer {
  const text = `{'descr': '<f4', 'fortran_order': False, 'shape': (${[rows, ...row].join(', ')}), }`;
  const bytes = Buffer.alloc(HEADER_BYTES, ' ');
  MAGIC.copy(bytes);
  bytes.writeUInt16LE(HEADER_BYTES - 10, 8);
  bytes.write(text, 10, 'latin1');
  bytes[HEADER_BYTES - 1] = 0x0a;
  return bytes;
}

function readHeader(file: number, path: string): { rows: number; columns: number; offset: number } {
  const start = Buffer.alloc(4096);
  const length = readSync(file, start, 0, start.length, 0);
  const major = start[6];
  const textAt = major === 1 ? 10 : 12;
  const offset = textAt + (major === 1 ? start.readUInt16LE(8) : start.readUInt32LE(8));
  const text = start.toString('latin1', textAt, Math.min(offset, length));
  const shape = /'shape': \((\d+), (\d+),?\)/.exec(text);
  if (!start.subarray(0, 6).equals(MAGIC.subarray(0, 6)) || !shape || !text.includes("'<f4'") || text.includes('True')) {
    throw new ImpulseError('IMP_FEATURES_FORMAT', { file: path, problem: 'it is no .npy file of float32 [rows, columns] in C order' });
  }
  const [rows, columns] = [Number(shape[1]), Number(shape[2])];
  const missing = offset + rows * columns * 4 - fstatSync(file).size;
  if (missing > 0) throw new ImpulseError('IMP_FEATURES_FORMAT', { file: path, problem: `it ends ${missing} bytes too early` });
  return { rows, columns, offset };
}

function writeFully(file: number, bytes: Buffer): void {
  for (let done = 0; done < bytes.length;) done += writeSync(file, bytes, done);
}

function readFully(file: number, bytes: Buffer, position: number): void {
  for (let done = 0; done < bytes.length;) {
    const count = readSync(file, bytes, done, bytes.length - done, position + done);
    if (!count) throw new RangeError(`end of file at ${position + done}`);
    done += count;
  }
}
