import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, renameSync, rmSync, statSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { cacheRoot } from '../plugin/paths';

/** Folder of recordings and models that stand outside the repository, or undefined: tests that need it then skip with a reason. */
export function sharedFolder(): string | undefined {
  const named = process.env.NX_IMPULSE_SHARED;
  if (named) return existsSync(named) ? resolve(named) : undefined;
  for (let folder = resolve(__dirname, '..'); ; folder = dirname(folder)) {
    const candidate = join(dirname(folder), 'shared');
    if (existsSync(join(candidate, 'data'))) return candidate;
    if (dirname(folder) === folder) return undefined;
  }
}

/** True where `../shared` holds this data set, such as `kws-fsdd`. */
export function hasShared(name: string): boolean {
  return archivesOf(name).length > 0;
}

/** What a skipped test says. */
export const NO_SHARED = 'needs the recordings in ../shared (or NX_IMPULSE_SHARED)';

/** Unpacks every archive of a data set once per machine and returns the folder; several processes may ask at the same time. */
export function unpackShared(name: string): string {
  const archives = archivesOf(name);
  if (!archives.length) throw new Error(`${name}: ${NO_SHARED}`);
  const target = join(cacheRoot(), 'shared-data', `${name}-${digestOf(archives)}`);
  if (existsSync(target)) return target;
  mkdirSync(dirname(target), { recursive: true });
  const partial = mkdtempSync(join(dirname(target), 'partial-'));
  for (const archive of archives) execFileSync('tar', ['xzf', archive, '-C', partial]);
  try {
    renameSync(partial, target);
  } catch (error) {
    if (!existsSync(target)) throw error;
    rmSync(partial, { recursive: true });
  }
  return target;
}

function archivesOf(name: string): string[] {
  const folder = join(sharedFolder() ?? '', 'data', name);
  if (!sharedFolder() || !existsSync(folder)) return [];
  const files = readdirSync(folder).filter((file) => file.endsWith('.tar.gz'));
  return files.sort().map((file) => join(folder, file));
}

/** Of the first and last bytes and sizes: enough to see another version of a set, and quick. */
function digestOf(archives: string[]): string {
  const hash = createHash('sha256');
  for (const archive of archives) hash.update(`${statSync(archive).size}`).update(readFileSync(archive).subarray(0, 4096));
  return hash.digest('hex').slice(0, 12);
}
