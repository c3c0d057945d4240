import type { StepRow } from '../../graph/step-plan';
import type { TargetUse } from '../../manifest/manifest';
import { impulseFolders, impulseParams, inputsOf, targetFolders } from '../plan-parts';

export const compile: StepRow = {
  name: 'compile',
  summary: 'Compiles DSP, models and post-processing into a ready-to-build C++11 folder for a target.',
  plan: (manifest) =>
    manifest.targets.map((target) => ({
      id: `compile--${target.id}`,
      step: 'compile',
      item: target.id,
      target: target.id,
      params: { ...impulseParams(manifest), target: target.id, optimize: target.optimize, limits: memoryLimits(target) },
      inputs: {
        dataset: 'ingest',
        ...inputsOf('features', manifest.dsp),
        ...inputsOf('train', manifest.learn),
        ...inputsOf('quantize', manifest.learn),
      },
      files: [],
      folders: { ...impulseFolders(manifest), ...targetFolders(target) },
      sections: ['name', 'input', 'dsp', 'learn', 'postprocess', 'optimize', 'budget', `targets.${target.id}`],
    })),
  load: () => import('./run'),
};

/** Other limits don't change what is compiled. */
function memoryLimits({ budget: { ramBytes, flashBytes } }: TargetUse): Record<string, number> {
  return { ...(ramBytes === undefined ? {} : { ramBytes }), ...(flashBytes === undefined ? {} : { flashBytes }) };
}
