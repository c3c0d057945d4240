import { join } from 'node:path';
import { assetRoot } from '../paths';
import type { NamedBlock } from './describe-uses';
import { findFolder, knownIds, type Places } from './find-folder';
import { blockFamily } from './link-block';
import { type BlockKind, readBlock } from './read-block';

/** The kinds that a manifest names. */
export const BLOCK_KINDS: readonly BlockKind[] = ['dsp', 'learn', 'postprocess', 'synthetic', 'transform', 'label', 'deploy'];

/** Every block that a manifest of the workspace can name by its id: ours, and those below the workspace's `blocks/`. */
export function listBlocks(workspaceRoot: string): NamedBlock[] {
  const places: Places = { assetRoot, workspaceRoot, root: workspaceRoot };
  return BLOCK_KINDS.flatMap((kind) => {
    const family = blockFamily(kind);
    return knownIds(family, places).flatMap((id) => nameBlock(id, findFolder(id, family, places)!.folder));
  });
}

/** Those of these folders that hold a block, named by their path from the workspace. */
export function nameBlocks(workspaceRoot: string, folders: readonly string[]): NamedBlock[] {
  return folders.flatMap((folder) => nameBlock(folder, join(workspaceRoot, folder)));
}

/** Nothing where `block.json` is broken, or is another program's. */
function nameBlock(reference: string, folder: string): NamedBlock[] {
  const block = readBlock(folder);
  return Array.isArray(block) ? [] : [{ reference, block }];
}
