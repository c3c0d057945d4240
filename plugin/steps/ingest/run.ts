import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { ingestDataset } from '../../data/ingest-dataset';
import { summarizeDataset } from '../../data/summarize-dataset';
import type { RunStep } from '../step';

/** Writes `dataset.json`, `shards/` and `summary.json`; the summary is also the step's metrics. */
export const run: RunStep = async ({ params, inputs, folders, root, output, scratch, progress }) => {
  const { sources, frequencyHz, axes, image } = params;
  const { document, shards } = await ingestDataset({
    root,
    sources,
    input: { frequencyHz, axes, ...(image ? { image } : {}) },
    blocks: folders,
    made: inputs,
    output,
    scratch,
    progress,
  });
  const summary = summarizeDataset(
    shards.flatMap((shard) => shard.samples),
    document.quarantine,
  );
  writeFileSync(join(output, 'summary.json'), `${JSON.stringify(summary, null, 1)}\n`);
  for (const { file, code, reason } of document.quarantine.slice(0, 20)) progress(`quarantined ${file}: ${code} ${reason}`);
  return { ...summary };
};
