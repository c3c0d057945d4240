import { hash } from 'node:crypto';
import { type BigIntStats, readFileSync, statSync } from 'node:fs';
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

/** Reads a file of up to `room` bytes; of a larger one only the digest, in pieces. */
export function readContent(path: string, room: number): FileContent {
  try {
    if (statSync(path).size > room) return readDigest(path);
    const bytes = readFileSync(path);
    return { bytes, digest: digestOf(bytes) };
  } catch {
    return { digest: 'unreadable' };
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
