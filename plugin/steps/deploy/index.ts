import type { StepPlan, StepRow } from '../../graph/step-plan';
import type { BlockUse, ContainerSpec, Manifest, TargetUse } from '../../manifest/manifest';
import { blockEnvironment, blockFolders, blockParams, impulseParams, inputsOf, targetFolders } from '../plan-parts';

export const deploy: StepRow = {
  name: 'deploy',
  summary: 'Packs the compiled impulse for a target into one archive per format.',
  publish: ['*.zip'],
  plan: (manifest) => (manifest.deploy.length === 0 ? [] : manifest.targets.map((target) => planTarget(target, manifest))),
  load: () => import('./run'),
};

function planTarget(target: TargetUse, manifest: Manifest): StepPlan {
  const { name, deploy: uses } = manifest;
  const blocks = uses.filter(({ container }) => container);
  const ours: StepPlan = {
    id: `deploy--${target.id}`,
    step: 'deploy',
    item: target.id,
    target: target.id,
    params: { name, target: target.id, formats: uses.filter((use) => !blocks.includes(use)).map((use) => use.name) },
    inputs: { compile: `compile--${target.id}` },
    files: [],
    folders: blockFolders('deploy', uses),
    sections: ['name', 'deploy', `targets.${target.id}`],
  };
  return blocks.length === 0 ? ours : withContainers(ours, blocks, target, manifest);
}

/** Programs of other people get the models and the facts of the impulse beside its C++. */
function withContainers(ours: StepPlan, blocks: readonly BlockUse[], target: TargetUse, manifest: Manifest): StepPlan {
  const { learn } = manifest;
  return {
    ...ours,
    params: { ...ours.params, blocks: blocks.map(blockParams), impulse: impulseParams(manifest) },
    inputs: { ...ours.inputs, ...inputsOf('train', learn), ...inputsOf('quantize', learn) },
    files: blocks.flatMap(({ files = [] }) => files),
    folders: { ...ours.folders, ...targetFolders(target) },
    containers: Object.fromEntries(blocks.map(({ name, container }) => [`deploy:${name}`, container as ContainerSpec])),
    environment: [...new Set(blocks.flatMap(blockEnvironment))],
    sections: [...ours.sections, 'input', 'dsp', 'learn', 'postprocess'],
  };
}
