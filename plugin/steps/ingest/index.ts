import { join } from 'node:path';
import type { StepPlan, StepRow } from '../../graph/step-plan';
import type { DataSource } from '../../manifest/manifest';
import { isS3 } from '../../network/s3-glob';
import { assetRoot } from '../../paths';
import { versionCommand } from '../../setup/version-command';
import { sdkFolders } from '../plan-parts';
import { planSources, type PlannedSource } from '../transform/plan-sources';

export const ingest: StepRow = {
  name: 'ingest',
  summary: 'Reads or makes the recordings, labels them and writes the dataset.',
  heavy: true,
  plan: ({ dataset: { sources }, input: { frequencyHz, axes, image } }) => {
    const planned = planSources(sources);
    return [
      {
        id: 'ingest',
        step: 'ingest',
        params: {
          sources: sources.map((source, index) => describeSource(source, planned[index])),
          ...{ frequencyHz, axes, ...(image ? { image } : {}) },
        },
        inputs: Object.fromEntries(planned.flatMap(inputsOf)),
        files: sources.flatMap((source, index) => filesOf(source, planned[index])),
        folders: { ...Object.fromEntries(sources.flatMap(foldersOf)), ...(image ? imageFolders() : {}) },
        environment: sources.flatMap(environmentOf),
        sections: ['dataset.sources', 'input.frequency', 'input.axes', 'input.image'],
      },
    ];
  },
  tools: async (plan) => (plan === undefined || speaks(plan) ? speechVersion() : {}),
  toolsCommand: (plan) => (speaks(plan) ? versionCommand('espeak-ng') : undefined),
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

/** Roles of the artefacts that stand in the place of a source's own files and labels. */
function inputsOf({ files, labels, objects }: PlannedSource, index: number): [string, string][] {
  const roles = { [`files:${index}`]: files, [`labels:${index}`]: labels, [`objects:${index}`]: objects };
  return Object.entries(roles).filter((role): role is [string, string] => role[1] !== undefined);
}

function filesOf({ path, label }: DataSource, { files }: PlannedSource): string[] {
  const labels = label.kind === 'file' || label.kind === 'boxes' ? [label.path] : [];
  const own = path === undefined || files !== undefined ? [] : isS3(path) ? [] : [path, `${path}.dvc`];
  return [...own, ...labels.filter((glob) => !isS3(glob))];
}

/** Blocks that make recordings in this step, not in a container of their own. */
function foldersOf({ block, folder, container }: DataSource): [string, string][] {
  return block === undefined || folder === undefined || container !== undefined ? [] : [[`block:${block}`, folder]];
}

/** Pictures are brought to the size of the input by the C++ of the image block. */
function imageFolders(): Record<string, string> {
  return { image: join(assetRoot, 'blocks', 'dsp', 'image'), ...sdkFolders('include', 'dsp', 'node') };
}

/** A signing key in the environment decides which recordings are good. */
function environmentOf({ params }: DataSource): string[] {
  const name = /^env:(\w+)$/.exec(String(params.hmacKey))?.[1];
  return name === undefined ? [] : [name];
}

/** What ingest may know of a source: not its folder, which differs between machines, and not what was done in the steps before. */
function describeSource(used: DataSource, { files }: PlannedSource): DataSource {
  const { folder: _, container, transforms, labeller, map, s3, ...source } = used;
  return files === undefined ? source : { ...source, params: container ? {} : source.params };
}
