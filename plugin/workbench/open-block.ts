import { dirname, resolve } from 'node:path';
import { ImpulseError, ImpulseErrors } from '../errors';
import { collectErrors, type ErrorCollector } from '../manifest/error-collector';
import { findFolder, type Places } from '../manifest/find-folder';
import { blockFamily, linkBlock } from '../manifest/link-block';
import { BLOCK_KINDS } from '../manifest/list-blocks';
import type { BlockUse } from '../manifest/manifest';
import { parseYaml } from '../manifest/parse-yaml';
import { type BlockDefinition, blockFile, readBlock } from '../manifest/read-block';
import { assetRoot } from '../paths';

/** Stands for the command line where a manifest would be. */
const SETTINGS = '--set';

/** A block outside of any impulse. */
export interface OpenBlock {
  /** As it was named. */
  path: string;
  definition: BlockDefinition;
  /** As a manifest would use it: with its defaults and what was set. */
  use: BlockUse;
}

/**
 * Reads a block and its parameters.
 *
 * @param path its folder, or the id of one of ours. @param settings `name=value`, as a manifest would say it: `rate=16 kHz`.
 * @throws IMP_BLOCK_BROKEN, and all errors of `block.json` and of the settings
 */
export function openBlock(path: string, settings: readonly string[] = []): OpenBlock {
  const { folder, definition } = readFolder(path);
  const { source, errors: broken } = parseYaml(settings.map(toLine).join('\n') || '{}', SETTINGS);
  const errors = collectErrors(source, broken);
  throwPlain(errors);
  const { id: name, kind } = definition;
  const written = { name, kind, reference: folder, params: source.value ?? {}, path: [], referencePath: [] };
  const use = linkBlock(written, placesOf(folder), errors);
  throwPlain(errors);
  return withContainer(path, definition, use!);
}

/** A block as an impulse uses it. @param choose finds that use by the block's folder. */
export function openUse(path: string, choose: (folder: string) => BlockUse): OpenBlock {
  const { folder, definition } = readFolder(path);
  return withContainer(path, definition, choose(folder));
}

/** Beside C++ an impulse does not use the container; here it is what is tried. */
function withContainer(path: string, definition: BlockDefinition, use: BlockUse): OpenBlock {
  const { container } = definition;
  return { path, definition, use: { ...use, ...(container ? { container } : {}) } };
}

function readFolder(path: string): { folder: string; definition: BlockDefinition } {
  const folder = findBlock(path);
  const definition = readBlock(folder);
  if (Array.isArray(definition)) throw new ImpulseErrors(definition);
  return { folder, definition };
}

function findBlock(path: string): string {
  const folder = resolve(path);
  if (blockFile(folder) !== undefined) return folder;
  const found = BLOCK_KINDS.flatMap((kind) => findFolder(path, blockFamily(kind), placesOf(folder)) ?? []);
  const problem = 'neither a block.json nor a parameters.json is in that folder';
  if (found.length === 0) throw new ImpulseError('IMP_BLOCK_BROKEN', { file: path, problem });
  return found[0]!.folder;
}

function placesOf(folder: string): Places {
  return { assetRoot, workspaceRoot: process.cwd(), root: dirname(folder) };
}

/** @throws IMP_BLOCK_SETTING */
function toLine(setting: string): string {
  const [, name, value] = /^([\w-]+)=(.*)$/s.exec(setting) ?? [];
  if (name === undefined) throw new ImpulseError('IMP_BLOCK_SETTING', { setting });
  return `${name}: ${value}`;
}

/** A command line has no line and column to point at. */
function throwPlain(errors: ErrorCollector): void {
  try {
    errors.throwIfAny();
  } catch (error) {
    const found = (error as ImpulseErrors).errors;
    throw new ImpulseErrors(found.map((one) => (one.span?.file === SETTINGS ? new ImpulseError(one.code, one.details) : one)));
  }
}
