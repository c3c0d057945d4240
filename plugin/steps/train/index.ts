import type { StepRow } from '../../graph/step-plan';
import type { LearnUse } from '../../manifest/manifest';
import { blockParams, featuresOf } from '../plan-parts';

export const train: StepRow = {
  name: 'train',
  summary: 'Trains a learn block on the train side and exports the float model.',
  heavy: true,
  plan: ({ learn }) =>
    learn.map((use) => ({
      id: `train--${use.name}`,
      step: 'train',
      item: use.name,
      params: { learn: blockParams(use) },
      inputs: { ...featuresOf(use), split: 'split' },
      files: modelFiles(use),
      folders: { block: use.folder },
      sections: [`learn.${use.name}`],
    })),
  // @ts-ignore the module is written by the room that owns the step
  load: () => import('./run'),
};

/** A model that the user brings is an input like a recording. */
function modelFiles({ block, params }: LearnUse): string[] {
  return block === 'model-file' && typeof params.path === 'string' ? [params.path] : [];
}
