import { readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';

/** Folders inside a source folder that are made from it or from elsewhere. */
const SKIPPED = new Set(['node_modules', '.git', '.impulse', '__pycache__']);

/** Every file below a folder, relative, with `/`, sorted by code unit. An absent folder has none. */
export function listFiles(folder: string): string[] {
  if (!statSync(folder, { throwIfNoEntry: false })?.isDirectory()) return [];
  return listBelow(folder, '').sort((a, b) => (a < b ? -1 : 1));
}

function listBelow(folder: string, prefix: string): string[] {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    if (SKIPPED.has(entry.name)) return [];
    const path = join(folder, entry.name);
    const kind = entry.isSymbolicLink() ? statSync(path, { throwIfNoEntry: false }) : entry;
    if (kind?.isDirectory()) return listBelow(path, `${prefix}${entry.name}/`);
    return kind?.isFile() ? [prefix + entry.name] : [];
  });
}
