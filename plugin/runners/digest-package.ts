import { statSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { digestText } from './digest';
import { openFileDigests } from './file-digests';
import { listFiles } from './list-files';

/** Everything below a folder when it was looked at: the folders, whose stamps change when something comes or goes, and the files. */
interface Known {
  paths: string[];
  stamps: string;
  digest: string;
}

/** Declarations are for compilers. */
const WITHOUT_EFFECT = /\.d\.ts$/;

/** A change this close to the look may have left the same stamp. */
const GRANULARITY_MS = 1000;

const known = new Map<string, Known>();

/** Digest of all names and contents below a folder. A process that asks again pays for a look at the stamps alone: the Nx daemon does. */
export function digestPackage(root: string): string {
  const before = known.get(root);
  if (before !== undefined && stampsOf(before.paths).stamps === before.stamps) return before.digest;
  known.delete(root);
  const lookedAtMs = Date.now();
  const files = listFiles(root);
  const folders = new Set(files.flatMap(foldersAbove));
  const counted = files.filter((file) => !WITHOUT_EFFECT.test(file));
  const paths = [...folders, ...counted].map((path) => join(root, path));
  const { stamps, latestMs } = stampsOf(paths);
  const digests = openFileDigests(root);
  const digest = digestText(counted.map((file) => `${file} ${digests.digest(join(root, file))}`).join('\n'));
  digests.save();
  if (latestMs < lookedAtMs - GRANULARITY_MS) known.set(root, { paths, stamps, digest });
  return digest;
}

/** `a/b/c.js`: `a/b`, `a` and `.`. */
function foldersAbove(file: string): string[] {
  const folders: string[] = [];
  for (let folder = dirname(file); ; folder = dirname(folder)) {
    folders.push(folder);
    if (folder === '.') return folders;
  }
}

function stampsOf(paths: readonly string[]): { stamps: string; latestMs: number } {
  let latestMs = 0;
  const stamps = paths.map((path) => {
    const stat = statSync(path, { throwIfNoEntry: false });
    if (stat === undefined) return 'absent';
    latestMs = Math.max(latestMs, stat.ctimeMs);
    return `${stat.dev}:${stat.ino}:${stat.size}:${stat.mtimeMs}:${stat.ctimeMs}`;
  });
  return { stamps: stamps.join('\n'), latestMs };
}
