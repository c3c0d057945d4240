import { join } from 'node:path';
import type { StepRow } from '../../graph/step-plan';
import { assetRoot } from '../../paths';

export const deploy: StepRow = {
  name: 'deploy',
  summary: 'Packs the compiled impulse for a target into one archive per format.',
  publish: ['*.zip'],
  plan: ({ name, targets, deploy: formats }) =>
    formats.length === 0
      ? []
      : targets.map((target) => ({
          id: `deploy--${target.id}`,
          step: 'deploy',
          item: target.id,
          target: target.id,
          params: { name, target: target.id, formats },
          inputs: { compile: `compile--${target.id}` },
          files: [],
          folders: Object.fromEntries(formats.map((format) => [`deploy:${format}`, join(assetRoot, 'blocks', 'deploy', format)])),
          sections: ['name', 'deploy', `targets.${target.id}`],
        })),
  load: () => import('./run'),
};
