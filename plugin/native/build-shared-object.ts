import { execFile } from 'node:child_process';
import { createHash, randomUUID } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, renameSync, rmSync, utimesSync } from 'node:fs';
import { hostname } from 'node:os';
import { basename, join } from 'node:path';
import { ImpulseError } from '../errors';
import { digestFile } from '../files/digest-file';
import { acquireLock } from '../files/lock';
import { cacheRoot } from '../paths';
import { requirePlatform } from '../setup/require-platform';
import { findCompiler } from './find-compiler';
import { isTranslationUnit, type SourceFile } from './include-closure';

/** What is compiled to one shared object. */
export interface SharedObjectBuild {
  /** Begins the file name in the cache, for people who look there. */
  name: string;
  /** Every file that the build reads: the cache key. Translation units among them are compiled. */
  files: readonly SourceFile[];
  includeFolders: readonly string[];
  flags: readonly string[];
}

const running = new Map<string, Promise<string>>();

/**
 * Compiles files to one shared object in the cache and returns its path; the content of the files, the flags and the compiler's version
 * are the key, and its name says the digest of what it holds: one that was damaged would end the process that loads it, and is compiled
 * again instead. Of processes that want the same build, one compiles and the others wait for it.
 * @throws ImpulseError IMP_PLATFORM_UNSUPPORTED, IMP_COMPILER_MISSING, IMP_COMPILE_FAILED with the compiler's own words
 */
export async function buildSharedObject(build: SharedObjectBuild): Promise<string> {
  requirePlatform();
  const key = `${build.name}-${digestOf(build)}`;
  const built = findBuilt(key);
  if (built !== undefined) return markUsed(built);
  const job = running.get(key) ?? compileOnce(build, key).finally(() => running.delete(key));
  running.set(key, job);
  return job;
}

/** The build of a key, whole; what is not what its name says is removed. */
function findBuilt(key: string): string | undefined {
  const folder = join(cacheRoot(), 'native');
  const names = existsSync(folder) ? readdirSync(folder).filter((name) => name.startsWith(`${key}-`)) : [];
  return names.map((name) => join(folder, name)).find((path) => {
    if (path.endsWith(`-${contentDigest(path)}.so`)) return true;
    rmSync(path, { force: true });
    return false;
  });
}

function contentDigest(path: string): string {
  return digestFile(path).slice(0, 16);
}

/** The garbage collector keeps what was used last. */
function markUsed(path: string): string {
  const now = new Date();
  utimesSync(path, now, now);
  return path;
}

/** Process ids mean nothing to other hosts and containers that share the cache: those compile once more, and lose nothing by it. */
async function compileOnce(build: SharedObjectBuild, key: string): Promise<string> {
  const lock = await acquireLock(join(cacheRoot(), 'locks', `${hostname()}-${key}`));
  try {
    return findBuilt(key) ?? (await compile(build, key));
  } finally {
    lock.release();
  }
}

/** Into a file aside that is renamed when it is whole. */
async function compile(build: SharedObjectBuild, key: string): Promise<string> {
  const folder = join(cacheRoot(), 'native');
  mkdirSync(folder, { recursive: true });
  const temporary = join(folder, `.${key}.${randomUUID()}`);
  const units = build.files.map((file) => file.path).filter(isTranslationUnit);
  const includes = build.includeFolders.flatMap((include) => ['-I', include]);
  try {
    await runCompiler(build.name, ['-shared', '-fPIC', ...build.flags, ...includes, ...units, '-o', temporary]);
    const path = join(folder, `${key}-${contentDigest(temporary)}.so`);
    renameSync(temporary, path);
    return path;
  } finally {
    rmSync(temporary, { force: true });
  }
}

function runCompiler(name: string, args: string[]): Promise<void> {
  const { command } = findCompiler();
  return new Promise((done, fail) => {
    execFile(command, args, { maxBuffer: 64 << 20, env: { ...process.env, LC_ALL: 'C' } }, (error, _stdout, stderr) => {
      if (error) fail(new ImpulseError('IMP_COMPILE_FAILED', { name, problem: firstLines(stderr || error.message) }));
      else done();
    });
  });
}

function digestOf(build: SharedObjectBuild): string {
  const hash = createHash('sha256');
  const add = (text: string) => hash.update(`${Buffer.byteLength(text)}:${text}`);
  add(`${process.platform} ${process.arch} ${findCompiler().version}`);
  build.flags.forEach(add);
  for (const file of build.files) {
    add(basename(file.path));
    add(file.text);
  }
  return hash.digest('hex').slice(0, 32);
}

function firstLines(text: string): string {
  const lines = text.trim().split('\n');
  return lines.length > 20 ? [...lines.slice(0, 20), `... ${lines.length - 20} more lines`].join('\n') : lines.join('\n');
}
