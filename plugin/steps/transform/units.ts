import { dirname } from 'node:path/posix';
import { planShards } from '../../data/shard-plan';
import type { FoundFile } from '../../data/find-files';
import type { ContainerSpec } from '../../manifest/manifest';

/** What one run of a block works on. */
export interface Unit {
  /** Unique in the step; what people call it. */
  name: string;
  files: FoundFile[];
  /** Folder, relative to the artefact's files, below which the run's files belong. */
  into: string;
}

/** Files of one run where a dataset is dealt to several: enough to be worth a container, few enough for several containers at once. */
const FILES_PER_SHARD = 64;

/**
 * Deals files to runs: all to one; to shards by the digests of their names, so that a new file changes one of them; or, by the contract of
 * Edge Impulse, one file or one folder to each.
 */
export function listUnits(files: readonly FoundFile[], { contract, operatesOn }: ContainerSpec, sharded: boolean): Unit[] {
  if (contract === 'edge-impulse' && operatesOn === 'file') {
    return files.map((file) => ({ name: file.name, files: [file], into: dirname(file.name) }));
  }
  if (contract === 'edge-impulse' && operatesOn === 'directory') {
    const folders = [...new Set(files.map(({ name }) => dirname(name)))];
    return folders.map((into) => ({ name: into, files: files.filter(({ name }) => dirname(name) === into), into }));
  }
  if (!sharded) return [{ name: 'all', files: [...files], into: '.' }];
  const shards = planShards(files, ({ name }) => name, FILES_PER_SHARD);
  return shards.map(({ prefix, members }) => ({ name: `shard ${prefix || 'all'}`, files: members, into: '.' }));
}
