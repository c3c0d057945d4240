import { createHash, randomBytes } from 'node:crypto';
import { closeSync, fstatSync, mkdirSync, openSync, readSync, renameSync, rmSync, utimesSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { digestCode } from '../../files/digest-code';
import { cacheRoot } from '../../paths';

/** Rows of one shard's windows, kept for the next run: float32 values, and behind them their SHA-256. */
export interface FeatureShard {
  /** The next rows, so many values. */
  next(values: number): Float32Array;
  close(): void;
}

/** Nobody else sees the rows before `keep`. */
export interface FeatureShardWriter {
  append(rows: Float32Array): void;
  /** The rows from the first on, also where somebody removes the file. */
  keep(): FeatureShard;
  drop(): void;
}

const DIGEST_BYTES = 32;
const PIECE_BYTES = 1 << 18;

/** What the features of a shard are made from: equal ingredients give equal rows. Other code may cut or pad windows in another way. */
export function featureShardKey(ingredients: readonly string[]): string {
  const code = [__dirname, join(__dirname, '..', '..', 'data')].map(digestCode);
  return createHash('sha256').update([...code, ...ingredients].join('\n')).digest('hex');
}

/** Rows that were kept, or undefined where there are none, or somebody wrote to them: those are removed. @param values of all rows */
export function openFeatureShard(key: string, values: number): FeatureShard | undefined {
  const path = shardPath(key);
  const file = openIfThere(path);
  if (file === undefined) return undefined;
  if (!isWhole(file, 4 * values)) {
    closeSync(file);
    rmSync(path, { force: true });
    return undefined;
  }
  const now = new Date();
  utimesSync(path, now, now);
  return readRows(file);
}

/** Starts the rows of a shard beside their place. @param key of `featureShardKey` */
export function createFeatureShard(key: string): FeatureShardWriter {
  const path = shardPath(key);
  const partial = `${path}.${randomBytes(4).toString('hex')}.tmp`;
  mkdirSync(shardsFolder(), { recursive: true });
  const file = openSync(partial, 'w+');
  const digest = createHash('sha256');
  return {
    append(rows) {
      const bytes = Buffer.from(rows.buffer, rows.byteOffset, rows.byteLength);
      digest.update(bytes);
      writeFully(file, bytes);
    },
    keep() {
      writeFully(file, digest.digest());
      renameSync(partial, path);
      return readRows(file);
    },
    drop() {
      closeSync(file);
      rmSync(partial, { force: true });
    },
  };
}

const shardsFolder = (): string => join(cacheRoot(), 'feature-shards');
const shardPath = (key: string): string => join(shardsFolder(), key);

function openIfThere(path: string): number | undefined {
  try {
    return openSync(path, 'r');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw error;
  }
}

function readRows(file: number): FeatureShard {
  let position = 0;
  return {
    next(values) {
      const rows = new Float32Array(values);
      position += readFully(file, Buffer.from(rows.buffer), position);
      return rows;
    },
    close: () => closeSync(file),
  };
}

function isWhole(file: number, bytes: number): boolean {
  if (fstatSync(file).size !== bytes + DIGEST_BYTES) return false;
  const digest = createHash('sha256');
  const piece = Buffer.allocUnsafe(PIECE_BYTES);
  for (let position = 0; position < bytes;) {
    const part = piece.subarray(0, Math.min(PIECE_BYTES, bytes - position));
    position += readFully(file, part, position);
    digest.update(part);
  }
  const kept = Buffer.alloc(DIGEST_BYTES);
  readFully(file, kept, bytes);
  return digest.digest().equals(kept);
}

function readFully(file: number, bytes: Buffer, position: number): number {
  for (let done = 0; done < bytes.length;) {
    const count = readSync(file, bytes, done, bytes.length - done, position + done);
    if (count === 0) throw new RangeError(`end of file at ${position + done}`);
    done += count;
  }
  return bytes.length;
}

function writeFully(file: number, bytes: Buffer): void {
  for (let done = 0; done < bytes.length;) done += writeSync(file, bytes, done);
}
