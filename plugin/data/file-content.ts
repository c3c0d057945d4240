import { hash } from 'node:crypto';
import { type BigIntStats, closeSync, fstatSync, openSync, readFileSync, readSync, statSync } from 'node:fs';
import { digestFile } from '../files/digest-file';

/** What a file held when it was read. */
export interface FileContent {
  /** Where there was room to keep them. */
  bytes?: Buffer;
  /** SHA-256 of the bytes; `unreadable` of a file that cannot be read. */
  digest: string;
  /** The file as its file system told it before it was read, where a later change is certain to tell another. */
  stamp?: string;
}

/** No file system counts times in longer steps, but for FAT's modification times. */
const GRANULARITY_MS = 1000;

/**
 * Memory for the files that are kept between hashing and reading them: taken once and filled anew for each shard, since new memory for each
 * file costs more than what is done with it.
 */
export interface ReadRoom {
  memory: Buffer;
  /** What is taken, from the beginning on. */
  used: number;
}

/** Room for so many bytes. What was read into it is good until it is used again. */
export function makeRoom(bytes: number): ReadRoom {
  return { memory: Buffer.allocUnsafeSlow(bytes), used: 0 };
}

/** Values of any type that are views of a file begin at their own size. */
const ALIGNMENT = 8;

/** Reads a file that fits into what is left of the room; of a larger one only the digest, in pieces. */
export function readContent(path: string, room?: ReadRoom): FileContent {
  try {
    const bytes = room && readInto(room, path);
    return bytes ? { bytes, digest: digestOf(bytes) } : readDigest(path);
  } catch {
    return { digest: 'unreadable' };
  }
}

function readInto(room: ReadRoom, path: string): Buffer | undefined {
  const file = openSync(path, 'r');
  try {
    const { size } = fstatSync(file);
    // Nothing, or something that does not tell its size.
    if (size === 0) return readFileSync(file);
    if (size > room.memory.length - room.used) return undefined;
    const bytes = room.memory.subarray(room.used, room.used + size);
    let read = 0;
    for (let more = 1; more > 0 && read < size; read += more) more = readSync(file, bytes, read, size - read, null);
    room.used = Math.min(room.memory.length, room.used + Math.ceil(size / ALIGNMENT) * ALIGNMENT);
    return read < size ? bytes.subarray(0, read) : bytes;
  } finally {
    closeSync(file);
  }
}

/** A change this close before the reading may be followed by another of the same time stamp: such a file gets no stamp. */
function readDigest(path: string): FileContent {
  const stat = statSync(path, { bigint: true });
  const isSettled = Number(stat.ctimeMs) <= Date.now() - GRANULARITY_MS;
  return { digest: digestFile(path), ...(isSettled && { stamp: stampOf(stat) }) };
}

/** The digest of bytes that were read from a file again: they are hashed unless nobody can have written to it in between. */
export function digestAgain(path: string, bytes: Buffer, before: FileContent | undefined): string {
  if (before?.bytes === bytes) return before.digest;
  return before?.stamp !== undefined && before.stamp === stampOf(statSync(path, { bigint: true })) ? before.digest : digestOf(bytes);
}

/** Of a recording that is several files. */
export function digestAll(contents: readonly string[]): string {
  return digestOf(contents.join('\n'));
}

/** SHA-256 in hex. */
export function digestOf(content: Buffer | string): string {
  return hash('sha256', content);
}

function stampOf({ dev, ino, size, mtimeNs, ctimeNs }: BigIntStats): string {
  return [dev, ino, size, mtimeNs, ctimeNs].join(':');
}
