import { existsSync, readFileSync } from 'node:fs';
import { basename, dirname, join, resolve, sep } from 'node:path';
import { ImpulseError } from '../errors';
import { assetRoot } from '../paths';

/** A C or C++ file and what its quoted includes resolve to. */
export interface SourceFile {
  path: string;
  text: string;
  /** As written between the quotes -> absolute path. */
  includes: Record<string, string>;
}

/** Where `#include "..."` is looked for behind the including file's own folder. */
export function includeFolders(): string[] {
  return [join(assetRoot, 'sdk-cpp', 'include'), join(assetRoot, 'sdk-cpp')];
}

/**
 * Every file that a build of `sources` needs, in a stable order: their quoted includes and, for a header of `sdk-cpp/` with a source
 * file of the same name beside it, that source file too. So a block lists its own files only, whatever part of `sdk-cpp/` it calls.
 * @param arch instruction set whose `arch/<arch>/` beside such a source file may have another of the same name, which takes its place
 */
export function includeClosure(sources: readonly string[], folders: readonly string[] = includeFolders(), arch?: string): SourceFile[] {
  const files = new Map<string, SourceFile>();
  const open = sources.map((source) => resolve(source)).reverse();
  for (let path = open.pop(); path !== undefined; path = open.pop()) {
    if (files.has(path)) continue;
    const file = readSource(path, folders);
    files.set(path, file);
    const headers = Object.values(file.includes);
    open.push(...headers, ...headers.flatMap((header) => sourceOfHeader(header, arch)));
  }
  return [...files.values()].sort((a, b) => (a.path < b.path ? -1 : 1));
}

/** True for files that a compiler is given, false for those that are only included. */
export function isTranslationUnit(path: string): boolean {
  return /\.(c|cc|cpp)$/.test(path);
}

function readSource(path: string, folders: readonly string[]): SourceFile {
  if (!existsSync(path)) throw new ImpulseError('IMP_SOURCE_MISSING', { file: path });
  const text = readFileSync(path, 'utf8');
  const includes: Record<string, string> = {};
  for (const [, name] of text.matchAll(/^[ \t]*#[ \t]*include[ \t]*"([^"\n]+)"/gm)) {
    const found = [dirname(path), ...folders].map((folder) => resolve(folder, name)).find((candidate) => existsSync(candidate));
    if (found === undefined) throw new ImpulseError('IMP_INCLUDE_MISSING', { file: path, include: name });
    includes[name] = found;
  }
  return { path, text, includes };
}

function sourceOfHeader(header: string, arch: string | undefined): string[] {
  if (!header.startsWith(join(assetRoot, 'sdk-cpp') + sep)) return [];
  const stem = header.replace(/\.(h|hpp)$/, '');
  return ['.cpp', '.cc', '.c'].map((suffix) => versionFor(arch, stem + suffix)).filter((path) => existsSync(path));
}

function versionFor(arch: string | undefined, path: string): string {
  if (arch === undefined) return path;
  const version = join(dirname(path), 'arch', arch, basename(path));
  return existsSync(version) ? version : path;
}
