import type { Command } from './command';

export const run: Command = {
  name: 'run',
  summary: 'Runs an impulse up to its report, or to the steps named; what is known already comes from the run cache.',
  arguments: [
    { name: 'impulse.yaml', help: 'The manifest, or the folder that holds it.', required: true },
    { name: 'step', help: 'A step, such as train, or one plan of it, such as train--keywords. Default: report and budget.', many: true },
  ],
  examples: ['nx-impulse run examples/keyword-spotting', 'nx-impulse run examples/keyword-spotting compile--rp2040'],
  async run({ args: [path, ...steps], print }) {
    const { printEvents } = await import('../runners/print-events');
    const { runImpulse } = await import('../runners/run-impulse');
    const outcomes = [...(await runImpulse(path!, { steps, onEvent: printEvents(process.stderr) })).values()];
    const ran = outcomes.filter(({ cached }) => !cached).length;
    print(`${outcomes.length} steps: ${ran} ran, ${outcomes.length - ran} from the cache`);
  },
};
