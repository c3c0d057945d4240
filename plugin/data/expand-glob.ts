import { readdirSync, realpathSync, statSync, type Dirent } from 'node:fs';
import { isAbsolute, join } from 'node:path';

/**
 * Files that match a glob, sorted by code unit, with `/` between segments; relative to `root` unless the pattern is absolute.
 * Known: `*`, `?`, `[abc]`, `[!abc]`, `{a,b}` and `**` (any number of folders). Links are followed, once around a cycle. Names that
 * start with a dot match only a segment that does too.
 */
export function expandGlob(pattern: string, root: string): string[] {
  const found = new Set<string>();
  for (const plain of expandBraces(pattern.replace(/\\/g, '/'))) {
    const start = isAbsolute(plain) ? plain.slice(0, plain.indexOf('/') + 1) : '';
    const segments = plain.slice(start.length).split('/').filter((segment) => segment !== '' && segment !== '.');
    walk(start || root, start, segments, [], found);
  }
  return [...found].sort((a, b) => (a < b ? -1 : 1));
}

/** `a{b,c}` -> `ab`, `ac`; braces may nest. A brace that never closes, or has no comma, is an ordinary character. */
export function expandBraces(pattern: string): string[] {
  for (let open = pattern.indexOf('{'); open >= 0; open = pattern.indexOf('{', open + 1)) {
    const parts = splitBrace(pattern, open);
    if (parts && parts.items.length > 1) {
      const head = pattern.slice(0, open);
      return parts.items.flatMap((item) => expandBraces(head + item + pattern.slice(parts.end + 1)));
    }
  }
  return [pattern];
}

/** The part of a pattern before its first wildcard segment: the folder (or the file) that has to be looked at. */
export function globBase(pattern: string): string {
  const segments = pattern.split('/');
  const wild = segments.findIndex((segment) => /[*?[{]/.test(segment));
  return wild < 0 ? pattern : segments.slice(0, wild).join('/') || (pattern.startsWith('/') ? '/' : '.');
}

function splitBrace(pattern: string, open: number): { items: string[]; end: number } | undefined {
  const items: string[] = [];
  let depth = 0;
  let from = open + 1;
  for (let at = open; at < pattern.length; at++) {
    if (pattern[at] === '{') depth++;
    if (pattern[at] === '}') depth--;
    if (depth === 0 || (depth === 1 && pattern[at] === ',')) {
      items.push(pattern.slice(from, at));
      from = at + 1;
    }
    if (depth === 0) return { items, end: at };
  }
  return undefined;
}

function walk(folder: string, prefix: string, segments: readonly string[], above: readonly string[], found: Set<string>): void {
  const [segment, ...rest] = segments;
  if (segment === undefined) return;
  if (segment === '**') {
    walkDeep(folder, prefix, rest, above, found);
    return;
  }
  if (!/[*?[]/.test(segment)) {
    visit(folder, prefix, segment, rest, above, found);
    return;
  }
  const matches = segmentMatcher(segment);
  for (const entry of readFolder(folder)) if (matches(entry.name)) visit(folder, prefix, entry.name, rest, above, found);
}

function walkDeep(folder: string, prefix: string, rest: readonly string[], above: readonly string[], found: Set<string>): void {
  const here = realFolder(folder);
  if (here === undefined || above.includes(here)) return;
  walk(folder, prefix, rest.length > 0 ? rest : ['*'], above, found);
  for (const entry of readFolder(folder)) {
    if (entry.name.startsWith('.') || entry.isFile()) continue;
    walkDeep(join(folder, entry.name), `${prefix}${entry.name}/`, rest, [...above, here], found);
  }
}

function visit(
  folder: string, prefix: string, name: string, rest: readonly string[], above: readonly string[], found: Set<string>,
): void {
  const path = join(folder, name);
  if (rest.length > 0) walk(path, `${prefix}${name}/`, rest, above, found);
  else if (statSync(path, { throwIfNoEntry: false })?.isFile()) found.add(prefix + name);
}

function segmentMatcher(segment: string): (name: string) => boolean {
  const source = segment
    .replace(/[.+^$()|\\{}]/g, '\\$&')
    .replace(/\[!/g, '[^')
    .replace(/\*+/g, '.*')
    .replace(/\?/g, '.');
  const expression = new RegExp(`^${source}$`, 's');
  return (name) => expression.test(name) && (segment.startsWith('.') || !name.startsWith('.'));
}

function readFolder(folder: string): Dirent[] {
  try {
    return readdirSync(folder, { withFileTypes: true });
  } catch (error) {
    if (['ENOENT', 'ENOTDIR'].includes((error as NodeJS.ErrnoException).code ?? '')) return [];
    throw error;
  }
}

function realFolder(folder: string): string | undefined {
  return statSync(folder, { throwIfNoEntry: false })?.isDirectory() ? realpathSync(folder) : undefined;
}
