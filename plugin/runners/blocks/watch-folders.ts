import { lstatSync, readdirSync } from 'node:fs';
import { join } from 'node:path';

const LOOK_MS = 1000;

/** What a block may write, all folders together, where the variable IMPULSE_BLOCK_DISK_BYTES says no other. */
const LIMIT_BYTES = 20e9;

/**
 * Watches what is written below folders, and calls `end` where it becomes too much: a mistake must not fill the disk. `close` says the
 * limit that was passed, if one was.
 */
export function watchFolders(folders: readonly string[], end: () => void): { close(): number | undefined } {
  const limitBytes = Number(process.env.IMPULSE_BLOCK_DISK_BYTES) || LIMIT_BYTES;
  let isFull = false;
  const look = (): void => {
    if (isFull || folders.reduce((sum, folder) => sum + bytesBelow(folder), 0) <= limitBytes) return;
    isFull = true;
    end();
  };
  const timer = folders.length > 0 ? setInterval(look, LOOK_MS) : undefined;
  return {
    close() {
      clearInterval(timer);
      look();
      return isFull ? limitBytes : undefined;
    },
  };
}

/** Of what is there now: files come and go while it looks. */
function bytesBelow(path: string): number {
  try {
    const stat = lstatSync(path);
    return stat.isDirectory() ? readdirSync(path).reduce((sum, name) => sum + bytesBelow(join(path, name)), 0) : stat.size;
  } catch {
    return 0;
  }
}
