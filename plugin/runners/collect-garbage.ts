import { existsSync, readdirSync, rmSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { pruneShards } from '../data/shard-cache';
import { ImpulseError } from '../errors';
import { cacheRoot } from '../paths';
import { lockStore } from './lease';
import { isAlive } from './lock';
import { listFiles } from './list-files';
import { readRun } from './run-cache';
import { readListing, storeRoot, type TreeFile } from './store';

export interface Collected {
  keptBytes: number;
  removedBytes: number;
  removedRuns: number;
}

/** Scratch folders of interrupted steps that nobody went on with for this long. */
const SCRATCH_KEPT_MS = 7 * 24 * 3600 * 1000;

/**
 * Shrinks the content store to `maxBytes`: the runs used last stay, whole; everything that only others read goes, and so does what
 * killed processes left behind.
 *
 * @throws IMP_STORE_BUSY while a step runs.
 */
export async function collectGarbage(maxBytes: number): Promise<Collected> {
  const lock = await lockStore();
  if (lock === undefined) throw new ImpulseError('IMP_STORE_BUSY', { folder: cacheRoot() });
  try {
    removeLeftovers();
    const { trees, objects, removedRuns, keptBytes } = chooseRuns(maxBytes);
    removeAllBut(join(storeRoot(), 'trees'), trees);
    removeAllBut(join(storeRoot(), 'listings'), new Set([...trees].map((tree) => `${tree}.json`)));
    const removedBytes = removeObjects(objects);
    pruneShards();
    return { keptBytes, removedRuns, removedBytes };
  } finally {
    lock.release();
  }
}

/** Goes through the runs, last used first, and removes those that do not fit any more. */
function chooseRuns(maxBytes: number) {
  const folder = join(cacheRoot(), 'runs');
  const runs = listFiles(folder).map((name) => ({ path: join(folder, name), usedMs: statSync(join(folder, name)).mtimeMs }));
  const trees = new Set<string>();
  const objects = new Map<string, number>();
  let keptBytes = 0;
  let removedRuns = 0;
  for (const { path } of runs.sort((a, b) => b.usedMs - a.usedMs)) {
    const tree = readRun(path)?.tree;
    const files = tree === undefined ? undefined : readListing(tree);
    const bytes = (files ?? []).reduce((sum, file) => sum + (objects.has(file.digest) ? 0 : file.bytes), 0);
    if (files === undefined || keptBytes + bytes > maxBytes) {
      rmSync(path, { force: true });
      removedRuns++;
      continue;
    }
    keptBytes += bytes;
    trees.add(tree!);
    files.forEach((file: TreeFile) => objects.set(file.digest, file.bytes));
  }
  return { trees, objects, removedRuns, keptBytes };
}

function removeObjects(kept: ReadonlyMap<string, number>): number {
  const folder = join(storeRoot(), 'objects');
  let removedBytes = 0;
  for (const name of listFiles(folder)) {
    if (kept.has(name.replace('/', ''))) continue;
    removedBytes += statSync(join(folder, name)).size;
    rmSync(join(folder, name), { force: true });
  }
  return removedBytes;
}

function removeAllBut(folder: string, kept: ReadonlySet<string>): void {
  for (const name of namesIn(folder)) if (!kept.has(name)) rmSync(join(folder, name), { recursive: true, force: true });
}

function removeLeftovers(): void {
  const tmp = join(cacheRoot(), 'tmp');
  for (const name of namesIn(tmp)) if (!isAlive(Number(name.split('-')[0]))) rmSync(join(tmp, name), { recursive: true, force: true });
  const scratch = join(cacheRoot(), 'scratch');
  for (const key of namesIn(scratch)) {
    if (Date.now() - statSync(join(scratch, key)).mtimeMs > SCRATCH_KEPT_MS) rmSync(join(scratch, key), { recursive: true, force: true });
  }
}

function namesIn(folder: string): string[] {
  return existsSync(folder) ? readdirSync(folder) : [];
}
