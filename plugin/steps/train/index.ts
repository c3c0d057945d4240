import type { StepRow } from '../../graph/step-plan';
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
      files: use.files ?? [],
      folders: { block: use.folder },
      sections: [`learn.${use.name}`],
    })),
  load: () => import('./run'),
};
