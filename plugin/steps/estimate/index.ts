import type { StepRow } from '../../graph/step-plan';
import { COMPILER_COMMAND } from '../../native/find-compiler';
import { versionCommand } from '../../setup/version-command';
import { inputsOf, sdkFolders, targetFolders } from '../plan-parts';

export const estimate: StepRow = {
  name: 'estimate',
  summary: 'Measures RAM, flash and latency of the compiled impulse on a target.',
  heavy: true,
  plan: ({ input, dsp, targets }) =>
    targets.map((target) => ({
      id: `estimate--${target.id}`,
      step: 'estimate',
      item: target.id,
      target: target.id,
      params: { input, target: target.id },
      inputs: {
        compile: `compile--${target.id}`,
        dataset: 'ingest',
        split: 'split',
        ...inputsOf('features', dsp.filter(({ container }) => container)),
      },
      files: [],
      folders: { ...targetFolders(target), ...sdkFolders('include', 'emulator', 'node') },
      sections: ['input', `targets.${target.id}`],
    })),
  tools: async () => (await import('../../estimate/tool-versions')).toolVersions(),
  toolsCommand: () => [COMPILER_COMMAND, ...['arm-none-eabi-gcc', 'qemu-system-arm'].map(versionCommand)].join('; '),
  load: () => import('./run'),
};
