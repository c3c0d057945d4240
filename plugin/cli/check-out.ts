import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { ImpulseError } from '../errors';

/** A commit's files in a folder of their own. */
export interface CheckOut {
  folder: string;
  remove(): void;
}

/**
 * Checks a git commit out beside the repository, and links into it what git ignores there (recordings above all): the old manifest
 * then reads the same data. The repository's own files and index are not touched.
 *
 * @throws ImpulseError IMP_GIT_REF where git does not know the ref
 */
export function checkOut(repository: string, ref: string): CheckOut {
  const folder = join(mkdtempSync(join(tmpdir(), 'impulse-compare-')), 'checkout');
  const remove = () => {
    spawnGit(repository, ['worktree', 'remove', '--force', folder]);
    rmSync(dirname(folder), { recursive: true, force: true });
  };
  try {
    git(repository, ['worktree', 'add', '--detach', '--quiet', folder, ref]);
  } catch (error) {
    remove();
    throw new ImpulseError('IMP_GIT_REF', { ref, problem: lastLine(error) });
  }
  try {
    for (const path of listIgnored(repository)) linkInto(folder, repository, path);
  } catch (error) {
    remove();
    throw error;
  }
  return { folder, remove };
}

/** The folder that holds `.git`. @throws ImpulseError IMP_GIT_MISSING outside of a repository */
export function findRepository(folder: string): string {
  try {
    return git(folder, ['rev-parse', '--show-toplevel']).trim();
  } catch {
    throw new ImpulseError('IMP_GIT_MISSING', { folder });
  }
}

/** What git ignores, but for what earlier runs left. What is new and not ignored belongs to the change. */
function listIgnored(repository: string): string[] {
  const paths = git(repository, ['ls-files', '-z', '--others', '--ignored', '--exclude-standard', '--directory']).split('\0');
  return paths.map((path) => path.replace(/\/$/, '')).filter((path) => path !== '' && !/(^|\/)\.(impulse|nx)$/.test(path));
}

function linkInto(folder: string, repository: string, path: string): void {
  if (existsSync(join(folder, path))) return;
  mkdirSync(dirname(join(folder, path)), { recursive: true });
  symlinkSync(join(repository, path), join(folder, path));
}

function git(folder: string, args: string[]): string {
  return execFileSync('git', args, { cwd: folder, encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'], maxBuffer: 1 << 28 });
}

function spawnGit(folder: string, args: string[]): void {
  try {
    git(folder, args);
  } catch {
    // the folder itself is removed anyway; git forgets it at its next prune
  }
}

function lastLine(error: unknown): string {
  return String((error as { stderr?: string }).stderr ?? error).trim().split('\n').at(-1) ?? '';
}
