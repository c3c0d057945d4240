import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { acquireLock, isAlive, isLocked, isNamedAlive, nameProcess, type Lock } from '../files/lock';
import { cacheRoot } from '../paths';

let leases = 0;

/** Keeps the garbage collector away from the store while `work` reads and writes it. */
export async function withLease<Result>(work: () => Promise<Result>): Promise<Result> {
  const path = join(leaseFolder(), `${process.pid}-${++leases}`);
  mkdirSync(leaseFolder(), { recursive: true });
  writeFileSync(path, nameProcess(process.pid));
  try {
    while (isLocked(collectorLock())) await sleep(100);
    return await work();
  } finally {
    rmSync(path, { force: true });
  }
}

/** The collector's side: a lock that new leases wait for, or undefined where there are leases already. */
export async function lockStore(): Promise<Lock | undefined> {
  const lock = await acquireLock(collectorLock());
  if (liveLeases().length === 0) return lock;
  lock.release();
  return undefined;
}

const leaseFolder = (): string => join(cacheRoot(), 'leases');
const collectorLock = (): string => join(cacheRoot(), 'locks', 'gc');

function liveLeases(): string[] {
  if (!existsSync(leaseFolder())) return [];
  return readdirSync(leaseFolder()).filter((name) => {
    if (isHeld(name)) return true;
    rmSync(join(leaseFolder(), name), { force: true });
    return false;
  });
}

/** A lease is empty in its first moment: then its name has to do. */
function isHeld(name: string): boolean {
  try {
    const holder = readFileSync(join(leaseFolder(), name), 'utf8');
    return holder === '' ? isAlive(Number(name.split('-')[0])) : isNamedAlive(holder);
  } catch {
    return false;
  }
}
