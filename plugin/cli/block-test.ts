import { readChoice, SAMPLE_OPTIONS, sayLive } from './block-sample';
import type { Command } from './command';

export const blockTest: Command = {
  name: 'block test',
  summary: 'Checks that a block keeps its contract: description, image, results, and the same result twice.',
  arguments: [{ name: 'folder', help: 'The folder of the block, or the id of one of ours.', required: true }],
  options: SAMPLE_OPTIONS,
  examples: ['nx-impulse block test blocks/clean', 'nx-impulse block test blocks/jerk --input wave.csv'],
  async run({ args: [folder], options, lists, print }) {
    const { checkBlock } = await import('../workbench/check-block');
    const { describeChecks } = await import('../workbench/checklist');
    const { withBench } = await import('../workbench/open-bench');
    const choice = readChoice('block test', options);
    const command = `npx nx-impulse block run ${folder}`;
    const { checks, failed } = await withBench(command, sayLive, (bench) => checkBlock(bench, folder!, lists?.set ?? [], choice, sayLive));
    print(options.json ? JSON.stringify(checks, null, 2) : describeChecks(checks));
    return failed > 0 ? 1 : 0;
  },
};
