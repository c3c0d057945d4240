import { createHash, randomBytes } from 'node:crypto';
import { copyFileSync, existsSync, linkSync, mkdirSync, readFileSync, readdirSync, renameSync, rmSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { cacheRoot } from '../paths';
import { compareText } from './find-files';
import { type ShardIndex, decodeIndex } from './shard-index';
import type { WrittenShard } from './write-dataset';

/** The two files of a shard. */
const PARTS = ['index.json', 'values.bin'];

/** What a shard is made from: equal ingredients give equal shards. */
export function shardKey(ingredients: readonly string[]): string {
  return createHash('sha256')
    .update([codeDigest(), ...ingredients].join('\n'))
    .digest('hex');
}

/** Links a shard that was written before into a dataset, or returns undefined where there is none. */
export function takeShard(key: string, output: string, name: string): WrittenShard | undefined {
  const folder = join(cacheRoot(), 'shards', key);
  try {
    const index = JSON.parse(readFileSync(join(folder, PARTS[0]), 'utf8')) as ShardIndex;
    const bytes = statSync(join(folder, PARTS[1])).size;
    if (bytes !== index.bytes) return undefined;
    mkdirSync(join(output, 'shards'), { recursive: true });
    shardFiles(output, name).forEach((file, part) => linkOrCopy(join(folder, PARTS[part]), file));
    return { name, samples: decodeIndex(index), quarantine: index.quarantine, bytes };
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw error;
  }
}

/** Keeps a written shard for the next ingest, its bytes shared by hard links. Several processes may keep the same one at a time. */
export function keepShard(key: string, output: string, name: string): void {
  const folder = join(cacheRoot(), 'shards', key);
  const partial = `${folder}.${randomBytes(4).toString('hex')}`;
  mkdirSync(partial, { recursive: true });
  shardFiles(output, name).forEach((file, part) => linkOrCopy(file, join(partial, PARTS[part])));
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

export function shardFiles(output: string, name: string): string[] {
  return [join(output, 'shards', `${name}.json`), join(output, 'shards', `${name}.bin`)];
}

function linkOrCopy(from: string, to: string): void {
  try {
    linkSync(from, to);
  } catch (error) {
    if (!['EXDEV', 'EPERM', 'EMLINK', 'ENOTSUP'].includes((error as NodeJS.ErrnoException).code ?? '')) throw error;
    copyFileSync(from, to);
  }
}

let ownCode: string | undefined;

/** Of every file in this room: another reader may read other values from the same bytes. */
function codeDigest(): string {
  if (ownCode !== undefined) return ownCode;
  const files = readdirSync(__dirname, { recursive: true })
    .map(String)
    .filter((file) => /(?<!\.test|\.d)\.[jt]s$/.test(file));
  const hash = createHash('sha256');
  for (const file of files.sort(compareText)) hash.update(`${file}\n`).update(readFileSync(join(__dirname, file)));
  return (ownCode = hash.digest('hex'));
}
