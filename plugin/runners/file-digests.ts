import { readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { writeFileWhole } from '../files/write-file';
import { cacheRoot } from '../paths';
import { digestBytes, digestFile, digestText } from './digest';

/** Digests of files, remembered from run to run so that unchanged recordings are not read again. */
export interface FileDigests {
  /** `unreadable` for a file that cannot be read: the step says what to do about it. */
  digest(path: string): string;
  /** How many times a file was found written to after its digest was asked for, also where that left its content as it was. */
  writes(): number;
  /** Keeps what was learnt for the next process. */
  save(): void;
}

/** A file's identity as the file system tells it, its digest, and when that was read (ms). */
type Known = [identity: string, digest: string, readAtMs: number];

/** A change this close to the reading may have left the same time stamp, so the digest is not trusted. */
const GRANULARITY_MS = 1000;

/** Remembered digests of the files of one folder, such as an impulse's. */
export function openFileDigests(folder: string): FileDigests {
  const store = join(cacheRoot(), 'file-digests', `${digestText(folder)}.txt`);
  const before = readKnown(store);
  const now = new Map<string, Known>();
  let changed = false;
  let writes = 0;
  const stamps = new Map<string, string>();

  function digest(path: string): string {
    try {
      return digestPresent(path);
    } catch {
      return 'unreadable';
    }
  }

  function digestPresent(path: string): string {
    const stat = statSync(path, { bigint: true });
    // A new link to a file moves its ctime, and nobody wrote to it.
    const stamp = [stat.dev, stat.ino, stat.size, stat.mtimeNs].join(':');
    const identity = `${stamp}:${stat.ctimeNs}`;
    if ((stamps.get(path) ?? stamp) !== stamp) writes++;
    stamps.set(path, stamp);
    let known = now.get(path) ?? before.find(path);
    if (known?.[0] !== identity || Number(stat.ctimeMs) > known[2] - GRANULARITY_MS) {
      const readAtMs = Date.now();
      known = [identity, digestFile(path), readAtMs];
      changed = true;
    }
    now.set(path, known);
    return known[1];
  }

  function save(): void {
    if (changed) writeKnown(store, before, now);
    changed = false;
  }

  return { digest, writes: () => writes, save };
}

/** What the last process left: a line a file, `identity`, `digest`, `readAtMs` and path with tabs between. */
interface Remembered {
  find(path: string): Known | undefined;
  /** Lines of files that nobody asked about since. */
  others(asked: ReadonlyMap<string, Known>): string[];
}

/**
 * Nothing where the file is not what was written: a digest that lost a bit would look like a recording that changed, for ever. Lines are
 * taken apart when they are asked for: of 100,000 files that is a quarter of the time that JSON takes, at each start.
 */
function readKnown(store: string): Remembered {
  const text = readVerified(store);
  const places = new Map<string, number>();
  const endOf = (start: number): number => text.indexOf('\n', start);
  for (let start = 0; start < text.length; ) {
    const end = endOf(start);
    places.set(text.slice(pathPlace(text, start), end), start);
    start = end + 1;
  }

  function find(path: string): Known | undefined {
    const start = places.get(path);
    if (start === undefined) return undefined;
    const [identity, digest, readAtMs] = text.slice(start, endOf(start)).split('\t', 3) as [string, string, string];
    return [identity, digest, Number(readAtMs)];
  }

  function others(asked: ReadonlyMap<string, Known>): string[] {
    return [...places].filter(([path]) => !asked.has(path)).map(([, start]) => text.slice(start, endOf(start)));
  }

  return { find, others };
}

/** Behind the third tab: a path may hold more of them. */
function pathPlace(text: string, start: number): number {
  let place = start;
  for (let tab = 0; tab < 3; tab++) place = text.indexOf('\t', place) + 1;
  return place;
}

/** The lines below the first, which is their digest; nothing where it is another one. */
function readVerified(store: string): string {
  try {
    const bytes = readFileSync(store);
    const lines = bytes.subarray(bytes.indexOf('\n') + 1);
    return bytes.toString('latin1', 0, bytes.length - lines.length - 1) === digestBytes(lines) ? lines.toString('utf8') : '';
  } catch {
    return '';
  }
}

function writeKnown(store: string, before: Remembered, now: ReadonlyMap<string, Known>): void {
  // A path with a line break in it is read each time.
  const asked = [...now].filter(([path]) => !path.includes('\n')).map(([path, known]) => `${known.join('\t')}\t${path}`);
  const lines = [...before.others(now), ...asked].map((line) => `${line}\n`).join('');
  writeFileWhole(store, `${digestText(lines)}\n${lines}`);
}
