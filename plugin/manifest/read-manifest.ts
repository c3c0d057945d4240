import { isUtf8 } from 'node:buffer';
import { existsSync, readFileSync, statSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { ImpulseError, ImpulseErrors } from '../errors';
import { assetRoot } from '../paths';
import { schemaValidator } from '../../schemas/validate';
import { collectErrors } from './error-collector';
import type { Places } from './find-folder';
import { linkManifest } from './link-manifest';
import { spanAt } from './locate';
import type { Manifest } from './manifest';
import { parseYaml } from './parse-yaml';

/** What is known of a manifest before it is read. */
export interface ReadOptions {
  /** The manifest's text, where it is known already: then the file need not exist. */
  text?: string;
  /** Where paths to blocks and targets begin; without it the nearest folder above that has `nx.json`, else the manifest's own. */
  workspaceRoot?: string;
}

/**
 * Reads `impulse.yaml`: text -> tree -> schema -> links. Light enough for the Nx daemon.
 *
 * @param path the file, or the folder that holds it.
 * @throws ImpulseErrors with every error found, each with its place, sorted by position.
 */
export function readManifest(path: string, options: ReadOptions = {}): Manifest {
  const file = manifestPath(path);
  const { source, errors: syntaxErrors } = parseYaml((options.text ?? readText(file)).replace(/^\uFEFF/, ''), file);
  const errors = collectErrors(source, syntaxErrors);
  if (source.value === undefined) errors.throwIfAny();
  const written = source.value!;
  errors.reportProblems(schemaValidator('impulse')(written), []);
  const manifest = linkManifest(written, placesOf(file, options.workspaceRoot), errors);
  errors.throwIfAny();
  return manifest;
}

/** `path` itself, or the `impulse.yaml` in it. */
export function manifestPath(path: string): string {
  const full = resolve(path);
  return existsSync(full) && statSync(full).isDirectory() ? join(full, 'impulse.yaml') : full;
}

function readText(file: string): string {
  if (!existsSync(file)) throw new ImpulseErrors([new ImpulseError('IMP_MANIFEST_MISSING', { file })]);
  const bytes = readBytes(file);
  const text = bytes.toString('utf8');
  if (isUtf8(bytes)) return text;
  const place = spanAt({ file, text }, text.indexOf('\uFFFD'), 1);
  throw new ImpulseErrors([new ImpulseError('IMP_MANIFEST_UNREADABLE', { file, problem: 'it is no UTF-8 text' }, place)]);
}

function readBytes(file: string): Buffer {
  try {
    return readFileSync(file);
  } catch (error) {
    throw new ImpulseErrors([
      new ImpulseError('IMP_MANIFEST_UNREADABLE', { file, problem: (error as NodeJS.ErrnoException).code ?? String(error) }),
    ]);
  }
}

function placesOf(file: string, workspaceRoot?: string): Places {
  const root = dirname(file);
  return { assetRoot, root, workspaceRoot: workspaceRoot ?? findWorkspace(root) ?? root };
}

function findWorkspace(folder: string): string | undefined {
  if (existsSync(join(folder, 'nx.json'))) return folder;
  const parent = dirname(folder);
  return parent === folder ? undefined : findWorkspace(parent);
}
