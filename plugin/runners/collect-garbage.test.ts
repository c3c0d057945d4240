import { existsSync, mkdirSync, readdirSync, utimesSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { makeFolder } from '../../test/temp-folder';
import { collectGarbage } from './collect-garbage';
import { withLease } from './lease';
import { lookUpRun, recordRun, runPath } from './run-cache';
import { storeTree } from './store';

let cache: string;
beforeEach(() => {
  cache = makeFolder();
  vi.stubEnv('NX_IMPULSE_CACHE', cache);
});
afterEach(() => vi.unstubAllEnvs());

/** A run that left these files, last used that many hours ago. */
function leave(key: string, hoursAgo: number, files: Record<string, string>): void {
  const { tree } = storeTree(makeFolder(files));
  recordRun(key, { id: key, tree, metrics: {}, cpuSeconds: 0 });
  const used = Date.now() / 1000 - hoursAgo * 3600;
  utimesSync(runPath(key), used, used);
}

function leaveFile(name: string, hoursAgo: number, bytes: number): void {
  const path = join(cache, name);
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, Buffer.alloc(bytes));
  const used = Date.now() / 1000 - hoursAgo * 3600;
  utimesSync(path, used, used);
}

describe('collectGarbage', () => {
  it('keeps what was used last, and counts shared content once', async () => {
    const shared = 'x'.repeat(600);
    leave('aa1', 3, { old: 'o'.repeat(500) });
    leave('aa2', 2, { shared, two: 'b'.repeat(100) });
    leave('aa3', 1, { shared, three: 'c'.repeat(200) });
    expect(await collectGarbage(1000)).toEqual({ keptBytes: 900, removed: { results: { count: 1, bytes: 500 } } });
    expect(lookUpRun('aa1')).toBeUndefined();
    expect(readdirSync(lookUpRun('aa2')!.folder)).toEqual(['shared', 'two']);
    expect(readdirSync(join(cache, 'store', 'trees'))).toHaveLength(2);
  });

  it('weighs compiled blocks and remembered digests with the results', async () => {
    leave('aa1', 2, { result: 'r'.repeat(400) });
    leaveFile('native/old.so', 3, 300);
    leaveFile('native/new.so', 1, 300);
    leaveFile('feature-shards/old', 3.5, 40);
    leaveFile('file-digests/folder.json', 4, 50);
    leaveFile('logs/aa0.log', 5, 60);
    const removed = {
      'compiled blocks': { count: 1, bytes: 300 }, 'feature shards': { count: 1, bytes: 40 }, 'file digests': { count: 1, bytes: 50 }, logs: { count: 1, bytes: 60 },
    };
    expect(await collectGarbage(700, { dryRun: true })).toEqual({ keptBytes: 700, removed });
    expect(readdirSync(join(cache, 'native'))).toEqual(['new.so', 'old.so']);
    expect(await collectGarbage(700)).toEqual({ keptBytes: 700, removed });
    expect(readdirSync(join(cache, 'native'))).toEqual(['new.so']);
    expect(lookUpRun('aa1')).toBeDefined();
  });

  it('removes what killed processes left, and nothing of living ones', async () => {
    const dead = join(cache, 'tmp', '999999999-a');
    const alive = join(cache, 'tmp', `${process.pid}-b`);
    for (const folder of [dead, alive]) mkdirSync(folder, { recursive: true });
    leaveFile('running/aa1.json', 0, 10);
    leaveFile('feature-shards/key.0a1b2c3d.tmp', 0, 10);
    mkdirSync(join(cache, 'locks'));
    writeFileSync(join(cache, 'locks', 'dead'), '999999999');
    writeFileSync(join(cache, 'locks', 'living'), String(process.pid));
    await collectGarbage(0);
    expect([existsSync(dead), existsSync(alive)]).toEqual([false, true]);
    expect(readdirSync(join(cache, 'locks'))).toEqual(['living']);
    expect(['running', 'feature-shards'].flatMap((folder) => readdirSync(join(cache, folder)))).toEqual([]);
  });

  it('leaves the store alone while a step uses it, and goes on after a killed one', async () => {
    await withLease(() => expect(collectGarbage(0)).rejects.toMatchObject({ code: 'IMP_STORE_BUSY' }));
    writeFileSync(join(cache, 'leases', '999999999-1'), '');
    expect(await collectGarbage(0)).toMatchObject({ removed: {} });
  });
});
