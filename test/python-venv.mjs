import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, renameSync, rmSync } from 'node:fs';
import { dirname, join } from 'node:path';

/**
 * The Python of a virtual environment that has exactly the packages of a requirements file. Made on first use by `python3 -m venv` and
 * pip, kept below `cache` under the file's digest; processes that ask at the same time share the result.
 */
export function makeVenv(cache, requirements) {
  const digest = createHash('sha256').update(readFileSync(requirements)).digest('hex').slice(0, 16);
  const folder = join(cache, 'python', digest);
  const python = join(folder, 'bin', 'python');
  if (existsSync(python)) return python;
  mkdirSync(dirname(folder), { recursive: true });
  const partial = mkdtempSync(`${folder}-`);
  try {
    execFileSync('python3', ['-m', 'venv', partial]);
    // by module: the scripts in bin/ carry the path of the partial folder
    execFileSync(join(partial, 'bin', 'python'), ['-m', 'pip', 'install', '--quiet', '--disable-pip-version-check', '-r', requirements]);
    renameSync(partial, folder);
  } catch (error) {
    rmSync(partial, { recursive: true, force: true });
    if (!existsSync(python)) throw error;
  }
  return python;
}
