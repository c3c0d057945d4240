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
  /** Folder, relative to the output of the containers that work on it, where its own lies. */
  out: string;
}

/** Files of one run where a dataset is dealt to several: enough to be worth a container, few enough for several containers at once. */
const FILES_PER_SHARD = 64;

/** What all files of a step are called together. */
const ALL = 'all';

/**
 * Deals files to runs: all to one; to shards by the digests of their names, so that a new file changes one of them; or, by the contract of
 * Edge Impulse, one file or one folder to each.
 */
export function listUnits(files: readonly FoundFile[], { contract, operatesOn }: ContainerSpec, sharded: boolean): Unit[] {
  if (contract === 'edge-impulse' && operatesOn === 'file') {
    return files.map((file) => ({ name: file.name, files: [file], into: dirname(file.name), out: file.name }));
  }
  if (contract === 'edge-impulse' && operatesOn === 'directory') {
    const folders = [...new Set(files.map(({ name }) => dirname(name)))];
    return folders.map((into) => ({ name: into, files: files.filter(({ name }) => dirname(name) === into), into, out: into }));
  }
  if (!sharded) return [{ name: ALL, files: [...files], into: '.', out: '.' }];
  const shards = planShards(files, ({ name }) => name, FILES_PER_SHARD);
  return shards.map(({ prefix, members }) => ({ name: `shard ${prefix || ALL}`, files: members, into: '.', out: '.' }));
}

/**
 * Deals units to containers: by our contract one to each. By that of Edge Impulse as many as fit, in their order; but a folder never
 * with one that lies in it, which it would see.
 *
 * @param atOnce how many containers there may be: all of them get their part.
 */
export function groupUnits(units: readonly Unit[], { contract }: ContainerSpec, atOnce: number): Unit[][] {
  if (contract === 'impulse') return units.map((unit) => [unit]);
  const size = Math.max(1, Math.min(FILES_PER_SHARD, Math.ceil(units.length / atOnce)));
  const groups: Unit[][] = [];
  for (const unit of units) {
    const last = groups.at(-1);
    if (last && last.length < size && !last.some((other) => isNested(other, unit))) last.push(unit);
    else groups.push([unit]);
  }
  return groups;
}

/** What a run is called in errors, where there are several. */
export function nameRun({ name, out }: Unit): { what?: string } {
  return out === '.' && (name === ALL || name === out) ? {} : { what: name };
}

function isNested({ out: one }: Unit, { out: other }: Unit): boolean {
  const holds = (outer: string, inner: string): boolean => outer === '.' || inner.startsWith(`${outer}/`);
  return holds(one, other) || holds(other, one);
}
