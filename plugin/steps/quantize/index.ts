import type { StepRow } from '../../graph/step-plan';
import { blockParams, featuresOf } from '../plan-parts';

export const quantize: StepRow = {
  name: 'quantize',
  summary: 'Turns the float model into an int8 model by representative windows.',
  plan: ({ learn }) =>
    learn.map((use) => ({
      id: `quantize--${use.name}`,
      step: 'quantize',
      item: use.name,
      params: { learn: blockParams(use) },
      inputs: { train: `train--${use.name}`, ...featuresOf(use), split: 'split' },
      files: [],
      folders: { block: use.folder },
      sections: [`learn.${use.name}`],
    })),
  load: () => import('./run'),
};
