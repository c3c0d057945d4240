import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { findDuplicates } from '../../data/find-duplicates';
import { openDataset } from '../../data/open-dataset';
import { splitDataset } from '../../data/split-dataset';
import { listGroups, summarizeSplit } from '../../data/summarize-split';
import type { RunStep } from '../step';

/** Writes `split.json` (sample id -> side) and `summary.json`; tells of recordings that stand on two sides. */
export const run: RunStep = async ({ params, inputs, output, progress }) => {
  const { samples } = openDataset(inputs.dataset);
  const split = splitDataset(samples, params.split);
  const summary = summarizeSplit(samples, split);
  const groups = params.split.groupBy ? { groups: listGroups(samples, split, params.split.groupBy) } : {};
  const leaks = findDuplicates(samples, split).filter((duplicate) => duplicate.sides.length > 1);
  if (leaks.length) progress(`${leaks.length} recordings stand on two sides of the split, the first: ${leaks[0].files.join(', ')}`);
  writeFileSync(join(output, 'split.json'), `${JSON.stringify(split, null, 1)}\n`);
  writeFileSync(join(output, 'summary.json'), `${JSON.stringify({ ...summary, leaks, ...groups }, null, 1)}\n`);
  return { ...summary, leaks: leaks.length };
};
