import { existsSync, readFileSync } from 'node:fs';
import { builtinModules } from 'node:module';
import { dirname, extname, join, relative } from 'node:path';
import { assetRoot } from '../paths';
import { digestText } from './digest';
import { listFiles } from './list-files';

/** Texts of errors reach no artefact: a new row must not retrain anything. */
const WITHOUT_EFFECT = new Set(['plugin/errors']);

/**
 * Digest of a step's own code: `run` and everything it imports, in our sources and, by version, in packages; not the rest of the
 * plugin. Code in the folders that the step loads by name (learn blocks) counts as well. Works on TypeScript and on compiled code.
 */
export function digestStepCode(step: string, folders: readonly string[] = []): string {
  const run = resolveModule(join(assetRoot, 'plugin', 'steps', step, 'run'));
  const entries = [...(run === undefined ? [] : [run]), ...folders.flatMap(codeFiles)];
  const known = [...entries].sort().join('\n');
  let digest = digests.get(known);
  if (digest === undefined) {
    digest = digestText(describeClosure(entries).join('\n'));
    digests.set(known, digest);
  }
  return digest;
}

/** One line per module: its path below the plugin and its digest, or a package and its version. Sorted. */
export function describeClosure(entries: readonly string[]): string[] {
  const lines = new Map<string, string>();
  const open = [...entries];
  for (let file = open.pop(); file !== undefined; file = open.pop()) {
    const name = relative(assetRoot, file).replace(/\\/g, '/');
    if (lines.has(name) || WITHOUT_EFFECT.has(name.replace(/\.[jt]s$/, ''))) continue;
    const text = readFileSync(file, 'utf8');
    lines.set(name, `${name} ${digestText(text)}`);
    for (const specifier of importsOf(text, extname(file))) {
      if (specifier.startsWith('.')) open.push(...present(resolveModule(join(dirname(file), specifier))));
      else if (!isBuiltin(specifier)) lines.set(specifier, describePackage(packageName(specifier), dirname(file)));
    }
  }
  return [...lines.values()].sort();
}

const digests = new Map<string, string>();

function codeFiles(folder: string): string[] {
  return listFiles(folder)
    .filter((file) => /\.[jt]s$/.test(file) && !/\.(test|d)\.[jt]s$/.test(file))
    .map((file) => join(folder, file));
}

/** Specifiers that exist at run time: imports of types only are gone by then. */
function importsOf(text: string, extension: string): string[] {
  const source = extension === '.ts' ? text.replace(/^(import|export) type [^;]*;/gm, '') : text;
  return [...source.matchAll(/(?:\bfrom|\bimport|\brequire)\s*\(?\s*['"]([^'"\n]+)['"]/g)].map((match) => match[1]!);
}

function resolveModule(path: string): string | undefined {
  const candidates = [`${path}.ts`, `${path}.js`, join(path, 'index.ts'), join(path, 'index.js'), path];
  return candidates.find((file) => extname(file) && existsSync(file));
}

function present(file: string | undefined): string[] {
  return file === undefined ? [] : [file];
}

function isBuiltin(specifier: string): boolean {
  return specifier.startsWith('node:') || builtinModules.includes(specifier);
}

function packageName(specifier: string): string {
  return specifier.split('/').slice(0, specifier.startsWith('@') ? 2 : 1).join('/');
}

function describePackage(name: string, from: string): string {
  for (let folder = from; ; folder = dirname(folder)) {
    const file = join(folder, 'node_modules', name, 'package.json');
    if (existsSync(file)) return `${name}@${(JSON.parse(readFileSync(file, 'utf8')) as { version: string }).version}`;
    if (dirname(folder) === folder) return `${name}@absent`;
  }
}
