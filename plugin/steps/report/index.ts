import type { StepRow } from '../../graph/step-plan';
import { blockParams, inputsOf } from '../plan-parts';

export const report: StepRow = {
  name: 'report',
  summary: 'Shows accuracy, RAM, flash and latency of every target on one page.',
  publish: ['report.html', 'report.md', 'report.json'],
  plan: (manifest) => {
    const targets = manifest.targets.map(({ id }) => ({ name: id }));
    return [
      {
        id: 'report',
        step: 'report',
        params: {
          name: manifest.name,
          ...(manifest.description === undefined ? {} : { description: manifest.description }),
          input: manifest.input,
          dsp: manifest.dsp.map(blockParams),
          learn: manifest.learn.map(blockParams),
          targets: manifest.targets.map(({ id, budget }) => ({ id, budget })),
        },
        inputs: {
          dataset: 'ingest',
          split: 'split',
          ...inputsOf('features', manifest.dsp),
          ...inputsOf('train', manifest.learn),
          ...inputsOf('quantize', manifest.learn),
          evaluate: 'evaluate',
          ...inputsOf('compile', targets),
          ...inputsOf('estimate', targets),
        },
        files: [],
        folders: Object.fromEntries(manifest.targets.map(({ id, folder }) => [`target:${id}`, folder])),
        sections: ['name', 'description', 'input', 'dsp', 'learn', 'targets', 'budget'],
      },
    ];
  },
  load: () => import('./run'),
  present: () => import('./present-runs'),
};
