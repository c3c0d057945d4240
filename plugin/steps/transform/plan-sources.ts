import type { StepPlan } from '../../graph/step-plan';
import type { BlockUse, ContainerSpec, DataSource } from '../../manifest/manifest';
import { isS3 } from '../../network/s3-glob';
import { planFetches } from '../fetch/plan-fetches';
import { blockEnvironment, blockParams } from '../plan-parts';

/** What happens to a source before its files are read. */
export interface PlannedSource {
  plans: StepPlan[];
  /** Plan whose artefact holds the files, where they are not the user's own. */
  files?: string;
  /** Plan whose artefact holds their labels. */
  labels?: string;
  /** Plan whose artefact holds what the manifest names by `s3://`. */
  objects?: string;
}

/** Steps of the blocks in containers that make, change or label the files of sources; each source's own, in their order. */
export function planSources(sources: readonly DataSource[]): PlannedSource[] {
  const taken = new Map<string, number>();
  const nameStep = (name: string): string => {
    const base = `transform--${name}`;
    const count = (taken.get(base) ?? 0) + 1;
    taken.set(base, count);
    return count === 1 ? base : `${base}-${count}`;
  };
  const fetches = planFetches(sources);
  return sources.map((source, index) => planSource(source, fetches[index]?.id, nameStep));
}

function planSource(source: DataSource, objects: string | undefined, nameStep: (name: string) => string): PlannedSource {
  const { path, transforms = [], labeller } = source;
  const plans: StepPlan[] = [];
  const fetched = objects === undefined ? {} : { objects };
  const add = (use: BlockUse): string => {
    const data = plans.at(-1)?.id;
    plans.push(planUse(nameStep(use.name), use, source, { data, objects }));
    return plans.at(-1)!.id;
  };
  if (isMadeInContainer(source)) {
    const { block, folder, params, container } = source;
    const files = add({ name: block!.split('/').at(-1)!, block: block!, folder: folder!, params, container: container! });
    return { plans, ...fetched, files };
  }
  if (path === undefined) return { plans, ...fetched };
  const files = transforms.map(add).at(-1);
  const labels = labeller && add(labeller);
  return { plans, ...fetched, ...(files === undefined ? {} : { files }), ...(labels === undefined ? {} : { labels }) };
}

/** Other blocks that make recordings run inside of ingest. */
function isMadeInContainer({ block, container }: DataSource): boolean {
  return block !== undefined && container !== undefined;
}

/** @param from `data`: plan whose files the block gets; otherwise it gets the user's own, of this machine or of `objects`. */
function planUse(id: string, use: BlockUse, { path, map }: DataSource, { data, objects }: { data?: string; objects?: string }): StepPlan {
  const own = data === undefined && path !== undefined ? [path] : [];
  const fetched: Record<string, string> = own.some(isS3) ? { objects: objects! } : {};
  return {
    id,
    step: 'transform',
    item: use.name,
    params: { block: blockParams(use), ...(own.length > 0 ? { path } : {}), sharded: map !== undefined },
    inputs: data === undefined ? fetched : { data },
    files: [...own.filter((glob) => !isS3(glob)), ...(use.files ?? [])],
    folders: { block: use.folder },
    containers: { block: use.container as ContainerSpec },
    ...(map === undefined ? {} : { atOnce: map }),
    environment: blockEnvironment(use),
    sections: ['dataset.sources'],
  };
}
