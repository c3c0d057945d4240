import type { StepRow } from '../../graph/step-plan';
import { blockParams, sdkFolders } from '../plan-parts';

export const features: StepRow = {
  name: 'features',
  summary: 'Slices recordings into windows and extracts features by a DSP block.',
  plan: ({ dsp, input: { streaming: _, ...input } }) =>
    dsp.map((use) => ({
      id: `features--${use.name}`,
      step: 'features',
      item: use.name,
      params: { input, dsp: blockParams(use) },
      inputs: { dataset: 'ingest' },
      files: use.files ?? [],
      folders: { block: use.folder, ...(use.container ? {} : sdkFolders('include', 'dsp', 'node')) },
      ...(use.container ? { containers: { block: use.container }, environment: use.container.environment } : {}),
      sections: ['input', `dsp.${use.name}`],
    })),
  load: () => import('./run'),
};
