import { copyFileSync, linkSync, statSync, utimesSync } from 'node:fs';

/** Time stamp of every stored file: another one says that somebody wrote to it. */
const STORED_AT_S = 1;

/** Marks a whole file as stored; its hard links are so too. */
export function markStored(path: string): void {
  utimesSync(path, STORED_AT_S, STORED_AT_S);
}

/** Whether a file of that size is there, and was not written to since it was marked. */
export function isUntouched(path: string, bytes: number): boolean {
  const stat = statSync(path, { throwIfNoEntry: false });
  return stat !== undefined && stat.size === bytes && stat.mtimeMs === STORED_AT_S * 1000;
}

/** File systems without hard links, or between two of them, get a copy. @returns whether it is a link */
export function linkOrCopy(from: string, to: string): boolean {
  try {
    linkSync(from, to);
    return true;
  } catch (error) {
    if (!['EXDEV', 'EPERM', 'EMLINK', 'ENOTSUP', 'ENOSYS'].includes((error as NodeJS.ErrnoException).code ?? '')) throw error;
    copyFileSync(from, to);
    return false;
  }
}
