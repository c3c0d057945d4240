import { readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { writeFileWhole } from '../files/write-file';
import { cacheRoot } from '../paths';
import { digestFile, digestText } from './digest';

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
  const store = join(cacheRoot(), 'file-digests', `${digestText(folder)}.json`);
  const before = readKnown(store);
  const now: Record<string, Known> = {};
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
    let known = now[path] ?? before[path];
    if (known?.[0] !== identity || Number(stat.ctimeMs) > known[2] - GRANULARITY_MS) {
      const readAtMs = Date.now();
      known = [identity, digestFile(path), readAtMs];
      changed = true;
    }
    now[path] = known;
    return known[1];
  }

  function save(): void {
    if (changed) writeKnown(store, { ...before, ...now });
    changed = false;
  }

  return { digest, writes: () => writes, save };
}

/** Nothing where the file is not what was written: a digest that lost a bit would look like a recording that changed, for ever. */
function readKnown(store: string): Record<string, Known> {
  try {
    const { digest, files } = JSON.parse(readFileSync(store, 'utf8')) as { digest: string; files: Record<string, Known> };
    return digestText(JSON.stringify(files)) === digest ? files : {};
  } catch {
    return {};
  }
}

function writeKnown(store: string, files: Record<string, Known>): void {
  const text = JSON.stringify(files);
  writeFileWhole(store, `{"digest":"${digestText(text)}","files":${text}}`);
}
