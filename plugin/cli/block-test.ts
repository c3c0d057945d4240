import { readSample, SAMPLE_OPTIONS, sayLive } from './block-sample';
import type { Command } from './command';

export const blockTest: Command = {
  name: 'block test',
  summary: 'Checks that a block keeps its contract: description, image, results, and the same result twice.',
  arguments: [{ name: 'folder', help: 'The folder of the block, or the id of one of ours.', required: true }],
  options: SAMPLE_OPTIONS,
  examples: ['nx-impulse block test blocks/clean', 'nx-impulse block test blocks/jerk --input wave.csv'],
  async run(input) {
    const { args: [folder], options, print } = input;
    const { checkBlock } = await import('../workbench/check-block');
    const { describeChecks } = await import('../workbench/checklist');
    const { withBench } = await import('../workbench/open-bench');
    const open = () => readSample('block test', folder!, input);
    const { checks, failed } = await withBench(`npx nx-impulse block run ${folder}`, sayLive, (bench) => checkBlock(bench, open, sayLive));
    print(options.json ? JSON.stringify(checks, null, 2) : describeChecks(checks));
    return failed > 0 ? 1 : 0;
  },
};
