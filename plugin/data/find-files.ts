import { type Dirent, readdirSync, realpathSync } from 'node:fs';
import { basename, join, relative, resolve, sep } from 'node:path';
import { statIfThere } from '../files/stat-file';
import { compileGlob } from './match-glob';

/** A file that a pattern found. */
export interface FoundFile {
  absolute: string;
  /** With forward slashes: relative to the root, or, outside of it, to the parent of the pattern's fixed part. Same on every machine. */
  name: string;
}

/**
 * Files below `root` that a glob matches, in code-unit order of their names. `*` and `?` stay within a folder, `**` crosses folders,
 * `{a,b}` and `[abc]` are alternatives. Hidden files are found only where the pattern names them. Links are followed, circles are not.
 * The ending of a wildcard matches in upper and lower case.
 */
export function findFiles(root: string, pattern: string): FoundFile[] {
  const { segments, wild } = splitPattern(inAnyCase(pattern.replaceAll('\\', '/')));
  const base = fixedPart(root, pattern);
  const matches = compileGlob(segments.slice(wild < 0 ? -1 : wild).join('/'));
  const prefix = namePrefix(root, base);
  const ending = endingOf(pattern);
  const found = listFiles(base, '', []).filter((path) => path.toLowerCase().endsWith(ending) && matches.test(path));
  return found.map((path) => ({ absolute: absoluteOf(base, path), name: prefix + path })).sort((a, b) => compareText(a.name, b.name));
}

/** Of a path that was listed, which needs no tidying up where the machine writes paths as we do. */
function absoluteOf(base: string, path: string): string {
  return sep === '/' && base !== '/' ? `${base}/${path}` : join(base, path);
}

/** What every match ends with, in lower case: far cheaper to look at than the glob, where a folder holds many files of other kinds. */
function endingOf(pattern: string): string {
  return /\.\w+$/.exec(pattern)?.[0].toLowerCase() ?? '';
}

/** Absolute folder that holds everything which a pattern can match. */
export function fixedPart(root: string, pattern: string): string {
  const { segments, wild } = splitPattern(pattern);
  return resolve(root, segments.slice(0, wild < 0 ? -1 : wild).join('/') || (pattern.startsWith('/') ? '/' : '.'));
}

/** @returns `wild`: the first segment with a wildcard, or -1. */
function splitPattern(pattern: string): { segments: string[]; wild: number } {
  const segments = pattern.replaceAll('\\', '/').split('/');
  return { segments, wild: segments.findIndex((segment) => /[*?{[]/.test(segment)) };
}

/** The glob with its ending in upper and lower case, since cameras and recorders write `A.WAV`: `*.wav` becomes `*.[wW][aA][vV]`. */
export function inAnyCase(glob: string): string {
  const ending = /(?<=[*?\]}][^/]*\.)[\w{},]+$/.exec(glob);
  return ending ? glob.slice(0, ending.index) + lettersInAnyCase(ending[0]) : glob;
}

/** `wav` becomes `[wW][aA][vV]`. */
function lettersInAnyCase(text: string): string {
  return text.replace(/[a-z]/gi, (letter) => `[${letter.toLowerCase()}${letter.toUpperCase()}]`);
}

/** Order by code units: the same everywhere, unlike the locale's. */
export function compareText(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

function namePrefix(root: string, base: string): string {
  const inside = relative(root, base).split(sep).join('/');
  if (inside === '') return '';
  return inside.startsWith('..') || inside.startsWith('/') ? `${basename(base)}/` : `${inside}/`;
}

function listFiles(folder: string, prefix: string, parents: string[]): string[] {
  const here = realpathSync.native(existing(folder) ?? '/');
  if (!existing(folder) || parents.includes(here)) return [];
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    const path = prefix + entry.name;
    return isFolder(folder, entry) ? listFiles(join(folder, entry.name), `${path}/`, [...parents, here]) : [path];
  });
}

function existing(folder: string): string | undefined {
  return statIfThere(folder)?.isDirectory() ? folder : undefined;
}

function isFolder(folder: string, entry: Dirent): boolean {
  if (!entry.isSymbolicLink()) return entry.isDirectory();
  return existing(join(folder, entry.name)) !== undefined;
}
