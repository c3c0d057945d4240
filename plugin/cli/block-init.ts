import type { Command } from './command';

export const blockInit: Command = {
  name: 'block init',
  summary: 'Starts a block of your own from a small one that works.',
  arguments: [
    { name: 'kind', help: 'dsp, learn, transform, label, synthetic or deploy.', required: true },
    { name: 'folder', help: 'Where the block is to lie; its name becomes that of the block.', required: true },
  ],
  options: {
    contract: { type: 'string', value: 'name', help: 'impulse or edge-impulse. Default: that of the first template for the kind.' },
    language: { type: 'string', value: 'name', help: 'python, shell or cpp. Default: that of the first template for the kind.' },
  },
  examples: ['nx-impulse block init transform blocks/clean', 'nx-impulse block init dsp blocks/jerk --language cpp'],
  async run({ args: [kind, folder], options, print }) {
    const { initBlock } = await import('../workbench/init-block');
    const { contract, language } = options as Record<string, string | undefined>;
    const files = initBlock(kind!, folder!, { contract, language });
    print(`Wrote ${files.join(', ')} to ${folder}.`);
    print(`Try it:   npx nx-impulse block run ${folder}`);
    print(`Check it: npx nx-impulse block test ${folder}`);
  },
};
