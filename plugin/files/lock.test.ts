import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { makeFolder } from '../../test/temp-folder';
import { acquireLock, isLocked } from './lock';
import { birthOf } from './process-facts';

const pathOf = () => join(makeFolder(), 'locks', 'key');

describe('a lock', () => {
  it('is held until it is released, and names its holders', async () => {
    const path = pathOf();
    const lock = await acquireLock(path);
    expect(isLocked(path)).toBe(true);
    lock.share(process.ppid);
    expect(readFileSync(path, 'utf8').split('\n').map((line) => Number.parseInt(line, 10))).toEqual([process.pid, process.ppid]);
    lock.release();
    expect(existsSync(path)).toBe(false);
  });

  it.each([
    ['a process that is dead', '999999999'],
    ['a dead process whose number another one has', `${process.pid} ${Number(birthOf(process.pid)) - 1}`],
    ['nobody', ''],
    ['something else', 'hello\n-1\n0'],
  ])('of %s is taken over', async (_, holder) => {
    const path = pathOf();
    (await acquireLock(path)).release();
    writeFileSync(path, holder);
    expect(isLocked(path)).toBe(false);
    (await acquireLock(path)).release();
  });

  it('of an older version, which wrote no birth, holds as long as a process has the number', async () => {
    const path = pathOf();
    (await acquireLock(path)).release();
    writeFileSync(path, String(process.pid));
    expect(isLocked(path)).toBe(true);
  });
});
