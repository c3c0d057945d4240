import { readdirSync, realpathSync, rmSync } from 'node:fs';
import { join, sep } from 'node:path';

/**
 * Removes what a block has no business to leave below a folder of ours: links that lead out of it, which would show it files of this
 * machine, and pipes, sockets and devices, which whoever reads them would wait for.
 */
export function dropLinks(folder: string): void {
  for (const entry of readdirSync(folder, { recursive: true, withFileTypes: true })) {
    const path = join(entry.parentPath, entry.name);
    if (entry.isFile() || entry.isDirectory() || (entry.isSymbolicLink() && leadsInto(folder, path))) continue;
    rmSync(path, { force: true });
  }
}

function leadsInto(folder: string, link: string): boolean {
  try {
    return realpathSync(link).startsWith(realpathSync(folder) + sep);
  } catch {
    return false;
  }
}
