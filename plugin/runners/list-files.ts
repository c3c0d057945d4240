import { readdirSync, realpathSync } from 'node:fs';
import { join } from 'node:path';
import { statIfThere } from '../files/stat-file';

/** Folders inside a source folder that are made from it or from elsewhere. */
const SKIPPED = new Set(['node_modules', '.git', '.impulse', '__pycache__']);

/** Every file below a folder, relative, with `/`, sorted by code unit. An absent folder has none. Links are followed, circles are not. */
export function listFiles(folder: string): string[] {
  if (!statIfThere(folder)?.isDirectory()) return [];
  return listBelow(folder, '', []).sort((a, b) => (a < b ? -1 : 1));
}

function listBelow(folder: string, prefix: string, parents: readonly string[]): string[] {
  const here = realpathSync.native(folder);
  if (parents.includes(here)) return [];
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    if (SKIPPED.has(entry.name)) return [];
    const path = join(folder, entry.name);
    const kind = entry.isSymbolicLink() ? statIfThere(path) : entry;
    if (kind?.isDirectory()) return listBelow(path, `${prefix}${entry.name}/`, [...parents, here]);
    return kind?.isFile() ? [prefix + entry.name] : [];
  });
}
