import type { StepPlan } from '../../graph/step-plan';
import type { BlockUse, ContainerSpec, DataSource } from '../../manifest/manifest';
import { blockEnvironment, blockParams } from '../plan-parts';

/** What happens to a source before its files are read. */
export interface PlannedSource {
  plans: StepPlan[];
  /** Plan whose artefact holds the files, where they are not the user's own. */
  files?: string;
  /** Plan whose artefact holds their labels. */
  labels?: string;
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
  return sources.map((source) => planSource(source, nameStep));
}

function planSource(source: DataSource, nameStep: (name: string) => string): PlannedSource {
  const { path, transforms = [], labeller } = source;
  const plans: StepPlan[] = [];
  const add = (use: BlockUse): string => {
    const data = plans.at(-1)?.id;
    plans.push(planUse(nameStep(use.name), use, source, data));
    return plans.at(-1)!.id;
  };
  if (isMadeInContainer(source)) {
    const { block, folder, params, container } = source;
    return { plans, files: add({ name: block!.split('/').at(-1)!, block: block!, folder: folder!, params, container: container! }) };
  }
  if (path === undefined) return { plans };
  const files = transforms.map(add).at(-1);
  const labels = labeller && add(labeller);
  return { plans, ...(files === undefined ? {} : { files }), ...(labels === undefined ? {} : { labels }) };
}

/** Other blocks that make recordings run inside of ingest. */
function isMadeInContainer({ block, container }: DataSource): boolean {
  return block !== undefined && container !== undefined;
}

/** @param data plan whose files the block gets; otherwise it gets the user's own. */
function planUse(id: string, use: BlockUse, { path, map }: DataSource, data: string | undefined): StepPlan {
  const own = data === undefined && path !== undefined ? [path] : [];
  return {
    id,
    step: 'transform',
    item: use.name,
    params: { block: blockParams(use), ...(own.length > 0 ? { path } : {}), sharded: map !== undefined },
    inputs: data === undefined ? {} : { data },
    files: [...own, ...(use.files ?? [])],
    folders: { block: use.folder },
    containers: { block: use.container as ContainerSpec },
    ...(map === undefined ? {} : { atOnce: map }),
    environment: blockEnvironment(use),
    sections: ['dataset.sources'],
  };
}
