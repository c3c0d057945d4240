import { existsSync, renameSync } from 'node:fs';
import { join } from 'node:path';
import { findFiles, type FoundFile } from '../../data/find-files';
import { fetchedPath } from '../../network/s3-glob';
import { type BlockDefinition, requireBlock } from '../../manifest/read-block';
import { emptyFolder } from '../empty-folder';
import type { Metrics, RunStep, StepContext } from '../step';
import { runUnits } from './run-units';
import { Said } from './said';
import { explainStore } from './explain-store';
import { takeFiles, takeLabels } from './take-files';
import { groupUnits, listUnits, type Unit } from './units';

/**
 * Writes `files/`, what a block made of the files that it got, and `metadata.json`, what it says of them; or, by a label block,
 * `labels.csv` or `labels.json`.
 */
export const run: RunStep = async (context) => {
  const { folders } = context;
  const definition = requireBlock(folders.block!);
  try {
    return await transform(context, definition);
  } catch (error) {
    throw explainStore(context, definition, error);
  }
};

async function transform(context: StepContext, definition: BlockDefinition): Promise<Metrics> {
  const { params, inputs, scratch, containers, progress } = context;
  const isLabel = definition.kind === 'label';
  const files = listInputs(context);
  const said = new Said(inputs.data);
  const units = listUnits(files, params.block.container, params.sharded && !isLabel);
  let done = 0;
  const onEnd = (): void => {
    if (units.length > 1) progress(`${++done} of ${units.length} runs`, done / units.length);
  };
  const groups = placeGroups(groupUnits(units, params.block.container, containers.atOnce), scratch);
  await atOnce(groups, containers.atOnce, ({ group, folder }) =>
    finishOnce(folder, (empty) => runUnits(context, definition, group, empty, said, onEnd)),
  );
  const made = groups.flatMap(({ group, folder }) => group.map((unit) => ({ unit, folder: join(folder, unit.out) })));
  if (!isLabel) return { filesIn: files.length, filesOut: takeFiles(context, made, said), runs: units.length };
  takeLabels(context, made[0]!);
  return { filesIn: files.length, filesOut: 1, runs: units.length };
}

/** Where each group's output lies: groups of other units, as another number of containers makes them, have other places. */
function placeGroups(groups: readonly Unit[][], scratch: string): { group: Unit[]; folder: string }[] {
  let first = 0;
  return groups.map((group) => {
    const folder = join(scratch, `units-${first}-${group.length}`);
    first += group.length;
    return { group, folder };
  });
}

/** The user's files, those of the block before, or none for a block that makes recordings of its own. */
function listInputs({ params, inputs, root }: StepContext): FoundFile[] {
  if (inputs.data !== undefined) return findFiles(join(inputs.data, 'files'), '**/*');
  if (inputs.objects !== undefined) return findFiles(join(inputs.objects, 'files'), fetchedPath(params.path));
  return params.path === undefined ? [] : findFiles(root, params.path);
}

/** A run that was finished before this step was interrupted is not repeated: the scratch folder belongs to one key. */
async function finishOnce(folder: string, work: (empty: string) => Promise<void>): Promise<void> {
  if (existsSync(folder)) return;
  const partial = emptyFolder(`${folder}.partial`);
  await work(partial);
  renameSync(partial, folder);
}

/** Some at a time. After a failure nothing new is begun. */
async function atOnce<In>(items: readonly In[], limit: number, work: (item: In) => Promise<void>): Promise<void> {
  let next = 0;
  const workers = Array.from({ length: Math.min(limit, items.length) }, async () => {
    try {
      for (let index = next++; index < items.length; index = next++) await work(items[index]!);
    } catch (error) {
      next = items.length;
      throw error;
    }
  });
  const [failure] = (await Promise.allSettled(workers)).filter(({ status }) => status === 'rejected');
  if (failure) throw (failure as PromiseRejectedResult).reason;
}
