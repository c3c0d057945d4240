import type { StepPlan, StepRow } from '../../graph/step-plan';
import type { DataSource } from '../../manifest/manifest';

export const ingest: StepRow = {
  name: 'ingest',
  summary: 'Reads or makes the recordings, labels them and writes the dataset.',
  heavy: true,
  plan: ({ dataset: { sources }, input: { frequencyHz, axes } }) => [
    {
      id: 'ingest',
      step: 'ingest',
      params: { sources: sources.map(withoutFolder), frequencyHz, axes },
      inputs: {},
      files: sources.flatMap(filesOf),
      folders: Object.fromEntries(sources.flatMap(foldersOf)),
      environment: sources.flatMap(environmentOf),
      sections: ['dataset.sources', 'input.frequency', 'input.axes'],
    },
  ],
  tools: async (plan) => (plan === undefined || speaks(plan) ? speechVersion() : {}),
  load: () => import('./run'),
};

/** Another espeak-ng may say the same words differently. */
async function speechVersion(): Promise<Record<string, string>> {
  const { findVersion } = await import('../../setup/find-version');
  return { 'espeak-ng': findVersion('espeak-ng') ?? 'missing' };
}

function speaks({ folders }: StepPlan): boolean {
  return 'block:speech' in folders;
}

function filesOf({ path, label }: DataSource): string[] {
  return [...(path === undefined ? [] : [path, `${path}.dvc`]), ...(label.kind === 'file' ? [label.path] : [])];
}

function foldersOf({ block, folder }: DataSource): [string, string][] {
  return block === undefined || folder === undefined ? [] : [[`block:${block}`, folder]];
}

/** A signing key in the environment decides which recordings are good. */
function environmentOf({ params }: DataSource): string[] {
  const name = /^env:(\w+)$/.exec(String(params.hmacKey))?.[1];
  return name === undefined ? [] : [name];
}

function withoutFolder({ folder: _, ...source }: DataSource): DataSource {
  return source;
}
