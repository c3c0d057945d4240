import { randomBytes } from 'node:crypto';
import { createReadStream, existsSync, linkSync, mkdirSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { linkOrCopy } from '../../../files/stored-file';
import type { Remote } from '../remote';

/**
 * A remote in a folder: what the server keeps when it keeps it itself. Every file is whole from its first moment, and may be removed at any
 * time: what it held is made again.
 *
 * @param root an existing folder.
 */
export function openFolderStore(root: string): Remote {
  const objectFile = (digest: string): string => join(root, 'objects', digest.slice(0, 2), digest.slice(2));
  const refFile = (name: string): string => join(root, 'refs', name);

  return {
    async hasObject(digest) {
      return existsSync(objectFile(digest));
    },
    async getObject(digest, offset) {
      const path = objectFile(digest);
      const stat = statSync(path, { throwIfNoEntry: false });
      return stat && { stream: createReadStream(path, { start: offset }), offset, bytes: stat.size };
    },
    async putObject({ path, digest }) {
      place(objectFile(digest), (partial) => linkOrCopy(path, partial), renameSync);
    },
    async readRef(name) {
      return existsSync(refFile(name)) ? readFileSync(refFile(name), 'utf8') : undefined;
    },
    async writeRef(name, digest) {
      try {
        // A link, unlike a renamed file, does not take the place of another.
        place(refFile(name), (partial) => writeFileSync(partial, digest), linkSync);
        return true;
      } catch (error) {
        if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false;
        throw error;
      }
    },
  };
}

/** Makes a file beside its place, then gives it its name; a partial one is removed. */
function place(path: string, make: (partial: string) => void, name: (partial: string, path: string) => void): void {
  const partial = `${path}.${randomBytes(4).toString('hex')}.tmp`;
  mkdirSync(dirname(path), { recursive: true });
  try {
    make(partial);
    name(partial, path);
  } finally {
    rmSync(partial, { force: true });
  }
}
