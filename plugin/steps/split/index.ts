import type { StepRow } from '../../graph/step-plan';

export const split: StepRow = {
  name: 'split',
  summary: 'Puts every recording on the train, validation or test side.',
  plan: (manifest) => [
    {
      id: 'split',
      step: 'split',
      params: { split: manifest.dataset.split },
      inputs: { dataset: 'ingest' },
      files: [],
      folders: {},
      sections: ['dataset.split'],
    },
  ],
  load: () => import('./run'),
};
