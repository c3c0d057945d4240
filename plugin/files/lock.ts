import { linkSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { writeFileWhole } from './write-file';

/** A lock that lives as long as its holders: a process that was killed holds nothing. */
export interface Lock {
  /** Lets another process (the child that does the work) hold the lock too. */
  share(pid: number): void;
  release(): void;
}

/** Waits for the file lock at `path`; `onWait` is called once if somebody else holds it. */
export async function acquireLock(path: string, onWait: () => void = () => {}): Promise<Lock> {
  mkdirSync(dirname(path), { recursive: true });
  for (let waited = false; !tryAcquire(path); waited = true) {
    if (!waited) onWait();
    await sleep(100);
  }
  return {
    share: (pid) => writeFileWhole(path, `${process.pid}\n${pid}`),
    release: () => rmSync(path, { force: true }),
  };
}

/** The holder's name is in the file from its first moment: it is written aside and linked into place. */
function tryAcquire(path: string): boolean {
  const own = `${path}.${process.pid}`;
  writeFileSync(own, String(process.pid));
  try {
    linkSync(own, path);
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
    removeDead(path);
    return false;
  } finally {
    rmSync(own, { force: true });
  }
}

/** Moves a dead lock away; if a living one took its place in that moment, it is put back. */
function removeDead(path: string): void {
  if (lockHolders(path).some(isAlive)) return;
  const aside = `${path}.${process.pid}.dead`;
  try {
    renameSync(path, aside);
    if (lockHolders(aside).some(isAlive)) linkSync(aside, path);
  } catch (error) {
    if (!['ENOENT', 'EEXIST'].includes((error as NodeJS.ErrnoException).code ?? '')) throw error;
  } finally {
    rmSync(aside, { force: true });
  }
}

/** Processes that hold the lock at `path`. */
export function lockHolders(path: string): number[] {
  try {
    return readFileSync(path, 'utf8').split('\n').map(Number).filter((pid) => pid > 0);
  } catch {
    return [];
  }
}

export function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}
