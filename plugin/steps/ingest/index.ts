import { join } from 'node:path';
import type { StepRow } from '../../graph/step-plan';
import type { DataSource } from '../../manifest/manifest';
import { assetRoot } from '../../paths';

export const ingest: StepRow = {
  name: 'ingest',
  summary: 'Reads or makes the recordings, labels them and writes the dataset.',
  heavy: true,
  plan: ({ dataset: { sources }, input: { frequencyHz, axes } }) => [
    {
      id: 'ingest',
      step: 'ingest',
      params: { sources, frequencyHz, axes },
      inputs: {},
      files: sources.flatMap(filesOf),
      folders: Object.fromEntries(sources.flatMap(foldersOf)),
      sections: ['dataset.sources', 'input.frequency', 'input.axes'],
    },
  ],
  load: () => import('./run'),
};

function filesOf({ path, label }: DataSource): string[] {
  return [...(path === undefined ? [] : [path, `${path}.dvc`]), ...(label.kind === 'file' ? [label.path] : [])];
}

function foldersOf({ block }: DataSource): [string, string][] {
  return block === undefined ? [] : [[`block:${block}`, join(assetRoot, 'blocks', 'synthetic', block)]];
}
