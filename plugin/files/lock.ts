import { linkSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { birthOf } from './process-facts';
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
    share: (pid) => writeFileWhole(path, `${nameProcess(process.pid)}\n${nameProcess(pid)}`),
    release: () => rmSync(path, { force: true }),
  };
}

/** The holder's name is in the file from its first moment: it is written aside and linked into place. */
function tryAcquire(path: string): boolean {
  const own = `${path}.${process.pid}`;
  writeFileSync(own, nameProcess(process.pid));
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
  if (isLocked(path)) return;
  const aside = `${path}.${process.pid}.dead`;
  try {
    renameSync(path, aside);
    if (isLocked(aside)) linkSync(aside, path);
  } catch (error) {
    if (!['ENOENT', 'EEXIST'].includes((error as NodeJS.ErrnoException).code ?? '')) throw error;
  } finally {
    rmSync(aside, { force: true });
  }
}

/** Whether a process that holds the lock at `path` is alive. */
export function isLocked(path: string): boolean {
  try {
    return readFileSync(path, 'utf8').split('\n').some(isNamedAlive);
  } catch {
    return false;
  }
}

/** A process for a file that outlives it: number and birth, since the system gives numbers away again. */
export function nameProcess(pid: number): string {
  return [pid, birthOf(pid) ?? []].flat().join(' ');
}

/** Whether the process that `nameProcess` named is alive. */
export function isNamedAlive(name: string): boolean {
  const [pid, birth] = name.split(' ');
  return Number(pid) > 0 && isAlive(Number(pid)) && (birth === undefined || birthOf(Number(pid)) === birth);
}

/** Whether a process has that number, ours or another user's. */
export function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}
