import { existsSync, mkdirSync, readdirSync, utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
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

describe('collectGarbage', () => {
  it('keeps what was used last, and counts shared content once', async () => {
    const shared = 'x'.repeat(600);
    leave('aa1', 3, { old: 'o'.repeat(500) });
    leave('aa2', 2, { shared, two: 'b'.repeat(100) });
    leave('aa3', 1, { shared, three: 'c'.repeat(200) });
    expect(await collectGarbage(1000)).toEqual({ keptBytes: 900, removedBytes: 500, removedRuns: 1 });
    expect(lookUpRun('aa1')).toBeUndefined();
    expect(readdirSync(lookUpRun('aa2')!.folder)).toEqual(['shared', 'two']);
    expect(readdirSync(join(cache, 'store', 'trees'))).toHaveLength(2);
  });

  it('removes what killed processes left, and nothing of living ones', async () => {
    const dead = join(cache, 'tmp', '999999999-a');
    const alive = join(cache, 'tmp', `${process.pid}-b`);
    for (const folder of [dead, alive]) mkdirSync(folder, { recursive: true });
    await collectGarbage(0);
    expect([existsSync(dead), existsSync(alive)]).toEqual([false, true]);
  });

  it('leaves the store alone while a step uses it, and goes on after a killed one', async () => {
    await withLease(() => expect(collectGarbage(0)).rejects.toMatchObject({ code: 'IMP_STORE_BUSY' }));
    writeFileSync(join(cache, 'leases', '999999999-1'), '');
    expect(await collectGarbage(0)).toMatchObject({ removedRuns: 0 });
  });
});
