import { readdirSync } from 'node:fs';
import { join } from 'node:path';

/** Plain files below a folder, in order of their names; links and devices of a block's making are left where they are. */
export function listPlainFiles(folder: string): string[] {
  const entries = readdirSync(folder, { recursive: true, withFileTypes: true });
  const files = entries.filter((entry) => entry.isFile()).map(({ parentPath, name }) => join(parentPath, name).slice(folder.length + 1));
  return files.sort();
}
