import { copyFileSync, linkSync, mkdirSync, statSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { FoundFile } from '../../data/find-files';
import { emptyFolder } from '../empty-folder';

/** Some files alone below one folder, by their names: links where they may be, so that nothing is copied. */
export function stageFiles(files: readonly FoundFile[], folder: string): void {
  emptyFolder(folder);
  for (const { name, absolute } of files) {
    const to = join(folder, name);
    mkdirSync(dirname(to), { recursive: true });
    linkOrCopy(absolute, to);
  }
}

/** A block runs as somebody else: what only its owner may read is copied for it. */
function linkOrCopy(from: string, to: string): void {
  try {
    if ((statSync(from).mode & 0o004) !== 0) return linkSync(from, to);
  } catch {
    // Another disk, or a file that is not ours.
  }
  copyFileSync(from, to);
}
