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
  // @ts-ignore the module is written by the room that owns the step
  load: () => import('./run'),
};
