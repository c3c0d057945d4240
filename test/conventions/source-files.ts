import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';

export const repositoryRoot = resolve(__dirname, '../..');

/** Files that git tracks or would track, relative to the repository, with `/`. */
export function listRepositoryFiles(): string[] {
  const listed = execFileSync('git', ['ls-files', '--cached', '--others', '--exclude-standard'], { cwd: repositoryRoot, encoding: 'utf8' });
  return listed.split('\n').filter((file) => file !== '' && existsSync(join(repositoryRoot, file)));
}

export function readRepositoryFile(file: string): string {
  return readFileSync(join(repositoryRoot, file), 'utf8');
}

/** TypeScript of the product: no tests, no generated code. */
export function listProductSources(): string[] {
  return listRepositoryFiles().filter((file) => /^(plugin|schemas|blocks)\/.*\.ts$/.test(file) && !file.endsWith('.test.ts'));
}

export function listTests(): string[] {
  return listRepositoryFiles().filter((file) => file.endsWith('.test.ts'));
}
