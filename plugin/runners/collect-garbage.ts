import { existsSync, readdirSync, rmSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { pruneShards } from '../data/shard-cache';
import { ImpulseError } from '../errors';
import { isAlive, isLocked } from '../files/lock';
import { cacheRoot } from '../paths';
import { lockStore } from './lease';
import { listFiles } from './list-files';
import { pruneObjects } from '../steps/fetch/object-cache';
import { readRun } from './run-cache';
import { readListing, storeRoot, type TreeFile } from './store';

/** What was kept and what went. */
export interface Collected {
  keptBytes: number;
  /** By what people call it: results, compiled blocks, feature shards, file digests, logs, leftovers. */
  removed: Record<string, { count: number; bytes: number }>;
}

/** How garbage is collected. */
export interface CollectOptions {
  /** Says what would go, and leaves everything as it is. */
  dryRun?: boolean;
}

/** Something that goes or stays as a whole, by when it was used last. */
interface Entry {
  kind: string;
  path: string;
  usedMs: number;
  /** What is its own. */
  bytes: number;
  /** A result's artefact; without `files` it is lost. */
  tree?: string;
  /** Contents that it may share with others. */
  files?: TreeFile[];
}

/** Takes files away, and counts them. */
interface Bin {
  removed: Collected['removed'];
  drop(kind: string, path: string, size?: { count?: number; bytes?: number }): void;
}

const RESULTS = 'results';

/** Scratch folders of interrupted steps that nobody went on with for this long. */
const SCRATCH_KEPT_MS = 7 * 24 * 3600 * 1000;

/**
 * Shrinks the cache to `maxBytes`: of results, compiled blocks, features of shards, remembered file digests and logs those used last stay,
 * whole; so does the engine that trains. What nothing that stays needs goes, and so does what killed processes left behind.
 *
 * @throws IMP_STORE_BUSY while a step runs.
 */
export async function collectGarbage(maxBytes: number, { dryRun = false }: CollectOptions = {}): Promise<Collected> {
  const lock = await lockStore();
  if (lock === undefined) throw new ImpulseError('IMP_STORE_BUSY', { folder: cacheRoot() });
  try {
    const bin = openBin(dryRun);
    removeLeftovers(bin);
    const { trees, objects, keptBytes } = chooseEntries(maxBytes, bin);
    removeAllBut('trees', trees, bin);
    removeAllBut('listings', new Set([...trees].map((tree) => `${tree}.json`)), bin);
    removeObjects(objects, bin);
    if (!dryRun) {
      pruneShards();
      pruneObjects();
    }
    return { keptBytes, removed: bin.removed };
  } finally {
    lock.release();
  }
}

function openBin(dryRun: boolean): Bin {
  const removed: Bin['removed'] = {};
  return {
    removed,
    drop(kind, path, { count = 0, bytes = 0 } = {}) {
      const sum = (removed[kind] ??= { count: 0, bytes: 0 });
      sum.count += count;
      sum.bytes += bytes;
      if (!dryRun) rmSync(path, { recursive: true, force: true });
    },
  };
}

/** Goes through all entries, last used first, and removes those that do not fit any more. Contents that results share count once. */
function chooseEntries(maxBytes: number, bin: Bin) {
  const trees = new Set<string>();
  const objects = new Map<string, number>();
  let keptBytes = 0;
  const kinds = {
    native: 'compiled blocks', 'feature-shards': 'feature shards', 'file-digests': 'file digests',
    logs: 'logs', 'bucket-listings': 'listings of buckets',
  };
  const entries = [...listResults(), ...Object.entries(kinds).flatMap(([folder, kind]) => listEntries(folder, kind))];
  for (const { kind, path, bytes, tree, files } of entries.sort((a, b) => b.usedMs - a.usedMs)) {
    const fresh = (files ?? []).filter(({ digest }) => !objects.has(digest));
    const added = fresh.reduce((sum, file) => sum + file.bytes, bytes);
    if (keptBytes + added > maxBytes || (kind === RESULTS && files === undefined)) {
      bin.drop(kind, path, { count: 1, bytes });
      continue;
    }
    keptBytes += added;
    if (tree !== undefined) trees.add(tree);
    for (const file of fresh) objects.set(file.digest, file.bytes);
  }
  return { trees, objects, keptBytes };
}

function listResults(): Entry[] {
  return listEntries('runs', RESULTS).map((entry) => {
    const tree = readRun(entry.path)?.tree;
    return { ...entry, bytes: 0, tree, files: tree === undefined ? undefined : readListing(tree) };
  });
}

function listEntries(folder: string, kind: string): Entry[] {
  const root = join(cacheRoot(), folder);
  return listFiles(root).map((name) => {
    const { mtimeMs, size } = statSync(join(root, name));
    return { kind, path: join(root, name), usedMs: mtimeMs, bytes: size };
  });
}

function removeObjects(kept: ReadonlyMap<string, number>, bin: Bin): void {
  const folder = join(storeRoot(), 'objects');
  for (const name of listFiles(folder)) {
    if (!kept.has(name.replace('/', ''))) bin.drop(RESULTS, join(folder, name), { bytes: statSync(join(folder, name)).size });
  }
}

function removeAllBut(folder: string, kept: ReadonlySet<string>, bin: Bin): void {
  for (const name of namesIn(join(storeRoot(), folder))) if (!kept.has(name)) bin.drop(RESULTS, join(storeRoot(), folder, name));
}

function removeLeftovers(bin: Bin): void {
  const drop = (folder: string, name: string): void => bin.drop('leftovers', join(cacheRoot(), folder, name), { count: 1 });
  for (const name of namesIn(join(cacheRoot(), 'tmp'))) if (!isAlive(Number(name.split('-')[0]))) drop('tmp', name);
  for (const name of namesIn(join(cacheRoot(), 'running'))) drop('running', name);
  for (const name of namesIn(join(cacheRoot(), 'feature-shards'))) if (name.endsWith('.tmp')) drop('feature-shards', name);
  for (const name of namesIn(join(cacheRoot(), 'locks')))
    if (!isLocked(join(cacheRoot(), 'locks', name))) drop('locks', name);
  for (const key of namesIn(join(cacheRoot(), 'scratch'))) {
    if (Date.now() - statSync(join(cacheRoot(), 'scratch', key)).mtimeMs > SCRATCH_KEPT_MS) drop('scratch', key);
  }
}

function namesIn(folder: string): string[] {
  return existsSync(folder) ? readdirSync(folder) : [];
}
