import { createHash, randomBytes } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, readdirSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { digestCode } from '../files/digest-code';
import { digestFile } from '../files/digest-file';
import { isUntouched, linkOrCopy, markStored } from '../files/stored-file';
import { cacheRoot } from '../paths';
import { digestOf } from './file-content';
import { type ShardIndex, decodeIndex } from './shard-index';
import type { WrittenShard } from './write-dataset';

/** The two files of a shard. */
const PARTS = ['index.json', 'values.bin'];

/** Their digests, one a line. */
const DIGESTS = 'digests';

/** What a shard is made from: equal ingredients give equal shards. Another reader may read other values from the same bytes. */
export function shardKey(ingredients: readonly string[]): string {
  return createHash('sha256')
    .update([digestCode(__dirname), ...ingredients].join('\n'))
    .digest('hex');
}

/**
 * Links a shard that was written before into a dataset, or returns undefined where there is none, or it is not what was kept: its bytes are
 * read, since a new artefact is made of them.
 */
export function takeShard(key: string, output: string, name: string): WrittenShard | undefined {
  const folder = join(cacheRoot(), 'shards', key);
  const index = readIndex(folder);
  if (index === undefined) return undefined;
  mkdirSync(join(output, 'shards'), { recursive: true });
  try {
    shardFiles(output, name).forEach((file, part) => linkOrCopy(join(folder, PARTS[part]), file));
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error;
    // Another process has just removed it. Nobody must write into what is linked already.
    for (const file of shardFiles(output, name)) rmSync(file, { force: true });
    return undefined;
  }
  return { name, samples: decodeIndex(index), quarantine: index.quarantine, bytes: index.bytes };
}

/** The index of a whole shard; what is left of another one is removed. */
function readIndex(folder: string): ShardIndex | undefined {
  const [path, values] = PARTS.map((part) => join(folder, part));
  const stat = statSync(path, { throwIfNoEntry: false });
  if (stat === undefined) return undefined;
  if (isUntouched(path, stat.size) && digestsOf(folder) === readDigests(folder)) {
    const index = JSON.parse(readFileSync(path, 'utf8')) as ShardIndex;
    if (isUntouched(values, index.bytes)) return index;
  }
  rmSync(folder, { recursive: true, force: true });
  return undefined;
}

/** As they were when the shard was written: its values were hashed on their way to the disk, and the index says what they came to. */
function writtenDigests(folder: string): string {
  const index = readFileSync(join(folder, PARTS[0]), 'utf8');
  return [digestOf(index), (JSON.parse(index) as ShardIndex).digest].join('\n');
}

function digestsOf(folder: string): string {
  return PARTS.map((part) => (existsSync(join(folder, part)) ? digestFile(join(folder, part)) : '')).join('\n');
}

function readDigests(folder: string): string | undefined {
  const path = join(folder, DIGESTS);
  return existsSync(path) ? readFileSync(path, 'utf8') : undefined;
}

/** Keeps a written shard for the next ingest, its bytes shared by hard links. Several processes may keep the same one at a time. */
export function keepShard(key: string, output: string, name: string): void {
  const folder = join(cacheRoot(), 'shards', key);
  const partial = `${folder}.${randomBytes(4).toString('hex')}`;
  mkdirSync(partial, { recursive: true });
  shardFiles(output, name).forEach((file, part) => {
    linkOrCopy(file, join(partial, PARTS[part]));
    markStored(join(partial, PARTS[part]));
  });
  writeFileSync(join(partial, DIGESTS), writtenDigests(partial));
  try {
    renameSync(partial, folder);
  } catch {
    rmSync(partial, { recursive: true });
  }
}

/** Removes kept shards whose bytes no dataset shares any more, and what killed processes left. */
export function pruneShards(): void {
  const root = join(cacheRoot(), 'shards');
  for (const key of existsSync(root) ? readdirSync(root) : []) {
    const values = statSync(join(root, key, PARTS[1]), { throwIfNoEntry: false });
    if (key.includes('.') || !values || values.nlink <= 1) rmSync(join(root, key), { recursive: true, force: true });
  }
}

/** Absolute paths of a shard's index and values. */
function shardFiles(output: string, name: string): string[] {
  return [join(output, 'shards', `${name}.json`), join(output, 'shards', `${name}.bin`)];
}
