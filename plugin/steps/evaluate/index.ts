import type { StepRow } from '../../graph/step-plan';
import { impulseFolders, impulseParams, inputsOf } from '../plan-parts';

export const evaluate: StepRow = {
  name: 'evaluate',
  summary: 'Runs the compiled impulse on every split and counts what it gets right.',
  plan: (manifest) => [
    {
      id: 'evaluate',
      step: 'evaluate',
      params: impulseParams(manifest),
      inputs: {
        dataset: 'ingest',
        split: 'split',
        ...inputsOf('features', manifest.dsp),
        ...inputsOf('train', manifest.learn),
        ...inputsOf('quantize', manifest.learn),
      },
      files: [],
      folders: impulseFolders(manifest, 'node'),
      sections: ['name', 'input', 'dsp', 'learn', 'postprocess'],
    },
  ],
  load: () => import('./run'),
};
