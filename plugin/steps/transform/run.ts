import { existsSync, renameSync } from 'node:fs';
import { join } from 'node:path';
import { findFiles, type FoundFile } from '../../data/find-files';
import { requireBlock } from '../../manifest/read-block';
import { emptyFolder } from '../empty-folder';
import type { RunStep, StepContext } from '../step';
import { runUnit } from './run-unit';
import { takeFiles, takeLabels, type MadeUnit } from './take-files';
import { listUnits } from './units';

/**
 * Writes `files/`, what a block made of the files that it got, and `metadata.json`, what it says of them; or, by a label block,
 * `labels.csv` or `labels.json`.
 */
export const run: RunStep = async (context) => {
  const { params, scratch, folders, containers, progress } = context;
  const definition = requireBlock(folders.block!);
  const isLabel = definition.kind === 'label';
  const files = listInputs(context);
  const units = listUnits(files, params.block.container, params.sharded && !isLabel);
  let done = 0;
  const made = await atOnce(units, containers.atOnce, async (unit, index): Promise<MadeUnit> => {
    const folder = await finishOnce(join(scratch, `unit-${index}`), (empty) => runUnit(context, definition, unit, empty));
    if (units.length > 1) progress(`${++done} of ${units.length} runs`, done / units.length);
    return { unit, folder };
  });
  if (!isLabel) return { filesIn: files.length, filesOut: takeFiles(context, made), runs: units.length };
  takeLabels(context, made[0]!);
  return { filesIn: files.length, filesOut: 1, runs: units.length };
};

/** The user's files, those of the block before, or none for a block that makes recordings of its own. */
function listInputs({ params, inputs, root }: StepContext): FoundFile[] {
  if (inputs.data !== undefined) return findFiles(join(inputs.data, 'files'), '**/*');
  return params.path === undefined ? [] : findFiles(root, params.path);
}

/** A run that was finished before this step was interrupted is not repeated: the scratch folder belongs to one key. */
async function finishOnce(folder: string, work: (empty: string) => Promise<void>): Promise<string> {
  if (existsSync(folder)) return folder;
  const partial = emptyFolder(`${folder}.partial`);
  await work(partial);
  renameSync(partial, folder);
  return folder;
}

/** Results in the order of the items, whatever was done first. After a failure nothing new is begun. */
async function atOnce<In, Out>(items: readonly In[], limit: number, work: (item: In, index: number) => Promise<Out>): Promise<Out[]> {
  const results: Out[] = new Array(items.length);
  let next = 0;
  const workers = Array.from({ length: Math.min(limit, items.length) }, async () => {
    try {
      for (let index = next++; index < items.length; index = next++) results[index] = await work(items[index]!, index);
    } catch (error) {
      next = items.length;
      throw error;
    }
  });
  const [failure] = (await Promise.allSettled(workers)).filter(({ status }) => status === 'rejected');
  if (failure) throw (failure as PromiseRejectedResult).reason;
  return results;
}
