import { join } from 'node:path';
import type { StepPlan, StepRow } from '../../graph/step-plan';
import { altersRecordings } from '../../learn/augment/augmentation';
import { ENGINE_COMMAND } from '../../learn/setup/engine-folder';
import type { ContainerSpec, LearnUse, Manifest } from '../../manifest/manifest';
import { assetRoot } from '../../paths';
import { blockEnvironment, blockFolders, blockParams, featuresOf, sdkFolders } from '../plan-parts';
import { CONVERTER, CONVERTERS } from './converters';

export const train: StepRow = {
  name: 'train',
  summary: 'Trains a learn block on the train side and exports the float model.',
  heavy: true,
  plan: (manifest) =>
    manifest.learn.map((use) => {
      if (use.container) return planContainer(use, use.container);
      return altersRecordings(use.params.augment as object) ? planWithRecordings(use, manifest) : planAlone(use);
    }),
  tools: async (plan): Promise<Record<string, string>> => {
    if (plan?.containers) return {};
    return { tensorflow: (await import('../../learn/setup/engine-folder')).tensorflowVersion() };
  },
  toolsCommand: ({ containers }) => (containers ? undefined : ENGINE_COMMAND),
  load: () => import('./run'),
};

function planAlone(use: LearnUse): StepPlan {
  return {
    id: `train--${use.name}`,
    step: 'train',
    item: use.name,
    params: { learn: blockParams(use) },
    inputs: { ...featuresOf(use), split: 'split' },
    files: use.files ?? [],
    folders: { block: use.folder, ...(standsOnBase(use) ? sdkFolders('include', 'runtime', 'nn', 'node') : {}) },
    sections: [`learn.${use.name}`],
  };
}

/** A network on a frozen model, which its parameter `base` names: the C++ of that model computes what it learns from. */
function standsOnBase({ params }: LearnUse): boolean {
  return typeof params.base === 'string';
}

/** A program of any language, and what turns the model that it leaves into one that we compile. */
function planContainer(use: LearnUse, container: ContainerSpec): StepPlan {
  const converters = CONVERTERS.map(({ name }) => [`convert:${name}`, join(assetRoot, 'blocks', 'convert', name)] as const);
  const alone = planAlone(use);
  return {
    ...alone,
    folders: { ...alone.folders, ...Object.fromEntries(converters) },
    containers: { block: container, ...Object.fromEntries(converters.map(([role]) => [role, CONVERTER])) },
    environment: blockEnvironment(use),
  };
}

/** Altered copies of recordings go through the DSP blocks again: only then the step reads recordings and those blocks. */
function planWithRecordings(use: LearnUse, { input, dsp }: Manifest): StepPlan {
  const alone = planAlone(use);
  const read = dsp.filter(({ name }) => use.input.includes(name));
  return {
    ...alone,
    params: { ...alone.params, input, dsp: read.map(blockParams) },
    inputs: { ...alone.inputs, dataset: 'ingest' },
    folders: { ...alone.folders, ...blockFolders('dsp', read), ...sdkFolders('include', 'dsp', 'node') },
    sections: [...alone.sections, 'input', ...use.input.map((name) => `dsp.${name}`)],
  };
}
