import { existsSync, readdirSync } from 'node:fs';
import { isAbsolute, join, relative, resolve, sep } from 'node:path';

/** Where names in a manifest are looked up. */
export interface Places {
  /** Holds our own `blocks/` and `targets/`. */
  assetRoot: string;
  /** Holds the user's. */
  workspaceRoot: string;
  /** Folder of `impulse.yaml`. */
  root: string;
}

/** A kind of folders that manifests name, such as blocks or targets. */
export interface Family {
  /** Folder below both roots, such as `blocks/dsp`. */
  folder: string;
  /** Whether a folder is a member. */
  has(folder: string): boolean;
}

/**
 * Finds the folder that a manifest names: an id is looked up in our folder of the family, then in the workspace's; a path that begins
 * with `./` or `../` is relative to `impulse.yaml`, any other path to the workspace.
 */
export function findFolder(reference: string, family: Family, places: Places): { id: string; folder: string } | undefined {
  const folder = candidates(reference, family, places).find((candidate) => family.has(candidate));
  if (folder === undefined) return undefined;
  return { folder, id: isPath(reference) ? relative(places.workspaceRoot, folder).split(sep).join('/') : reference };
}

/** Ids that `findFolder` knows, sorted. */
export function knownIds(family: Family, places: Places): string[] {
  const ids = familyFolders(family, places).flatMap((folder) =>
    existsSync(folder) ? readdirSync(folder).filter((id) => family.has(join(folder, id))) : [],
  );
  return [...new Set(ids)].filter((id) => !id.startsWith('template')).sort();
}

function candidates(reference: string, family: Family, places: Places): string[] {
  if (!isPath(reference)) return familyFolders(family, places).map((folder) => join(folder, reference));
  return [resolve(/^\.\.?(\/|$)/.test(reference) ? places.root : places.workspaceRoot, reference)];
}

function familyFolders(family: Family, { assetRoot, workspaceRoot }: Places): string[] {
  return [...new Set([assetRoot, workspaceRoot])].map((base) => join(base, family.folder));
}

function isPath(reference: string): boolean {
  return reference.includes('/') || reference === '.' || reference === '..' || isAbsolute(reference);
}
