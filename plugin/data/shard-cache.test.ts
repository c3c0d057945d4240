import { existsSync, mkdirSync, readFileSync, rmSync, statSync, truncateSync, utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { makeFolder } from '../../test/temp-folder';
import { keepShard, pruneShards, shardKey, takeShard } from './shard-cache';
import { writeDataset } from './write-dataset';

let cache: string;
beforeEach(() => {
  cache = makeFolder();
  vi.stubEnv('NX_IMPULSE_CACHE', cache);
});
afterEach(() => vi.unstubAllEnvs());

const SAMPLE = { id: 'a', file: 'a.wav', label: 'yes', axes: ['audio'], frequencyHz: 10, length: 3, dtype: 'int16' as const, metadata: {} };

function keepOne(key: string): string {
  const output = makeFolder();
  writeDataset(output, [{ sample: SAMPLE, values: Int16Array.of(1, 2, 3) }]);
  keepShard(key, output, 'all');
  return output;
}

describe('shard cache', () => {
  it('gives back the shard of the same ingredients', () => {
    const key = shardKey(['a', 'b']);
    expect(shardKey(['a', 'c'])).not.toBe(key);
    const from = keepOne(key);
    const to = makeFolder();
    expect(takeShard(key, to, 'other')).toMatchObject({ name: 'other', bytes: 8, samples: [{ id: 'a', label: 'yes' }] });
    expect(readFileSync(join(to, 'shards/other.bin'))).toEqual(readFileSync(join(from, 'shards/all.bin')));
  });

  it('has nothing for other ingredients, or where the values were cut', () => {
    expect(takeShard(shardKey(['x']), makeFolder(), 'all')).toBeUndefined();
    keepOne(shardKey(['cut']));
    truncateSync(join(cache, 'shards', shardKey(['cut']), 'values.bin'), 4);
    expect(takeShard(shardKey(['cut']), makeFolder(), 'all')).toBeUndefined();
  });

  it.each(['index.json', 'values.bin'])('has nothing where somebody wrote to %s, and keeps it no longer', (part) => {
    keepOne('touched');
    const path = join(cache, 'shards', 'touched', part);
    writeFileSync(path, readFileSync(path).fill(0x20, 2, 4));
    expect(takeShard('touched', makeFolder(), 'all')).toBeUndefined();
    expect(existsSync(path)).toBe(false);
  });

  it.each(['index.json', 'values.bin'])('has nothing where a disk lost a bit of %s, and kept its size and time stamp', (part) => {
    keepOne('rotten');
    const path = join(cache, 'shards', 'rotten', part);
    const [{ atime, mtime }, bytes] = [statSync(path), readFileSync(path)];
    bytes[bytes.length >> 1]! ^= 1;
    writeFileSync(path, bytes);
    utimesSync(path, atime, mtime);
    expect(takeShard('rotten', makeFolder(), 'all')).toBeUndefined();
    expect(existsSync(path)).toBe(false);
  });

  it('lets two processes keep the same shard', () => {
    keepOne('k');
    keepOne('k');
    expect(takeShard('k', makeFolder(), 'all')?.samples).toHaveLength(1);
  });

  it('loses with a prune what no dataset shares any more, and leftovers', () => {
    keepOne('used');
    rmSync(keepOne('unused'), { recursive: true });
    mkdirSync(join(cache, 'shards', 'killed.0a1b'));
    pruneShards();
    expect(['used', 'unused', 'killed.0a1b'].map((key) => existsSync(join(cache, 'shards', key)))).toEqual([true, false, false]);
  });
});
