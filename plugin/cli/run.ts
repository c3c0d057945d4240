import { dirname } from 'node:path';
import type { Command } from './command';

export const run: Command = {
  name: 'run',
  summary: 'Runs an impulse up to its report, or to the steps named; what is known already comes from the run cache.',
  arguments: [
    { name: 'impulse.yaml', help: 'The manifest, or the folder that holds it.', required: true },
    { name: 'step', help: 'A step, such as train, or one plan of it, such as train--keywords. Default: report and budget.', many: true },
  ],
  options: {
    runner: { type: 'string', value: 'name', help: 'Where steps run: local or docker. Default: what manifest or nx.json say, else local.' },
  },
  examples: [
    'nx-impulse run examples/keyword-spotting',
    'nx-impulse run examples/keyword-spotting compile--rp2040',
    'nx-impulse run examples/keyword-spotting --runner docker',
  ],
  async run({ args: [path, ...steps], options, print }) {
    const { manifestPath } = await import('../manifest/read-manifest');
    const { describeResults } = await import('../runners/describe-results');
    const { printEvents } = await import('../runners/print-events');
    const { runImpulse } = await import('../runners/run-impulse');
    const runner = options.runner ? { runner: options.runner as string } : {};
    const outcomes = await runImpulse(path!, { steps, ...runner, onEvent: printEvents(process.stderr) });
    const ran = [...outcomes.values()].filter(({ cached }) => !cached).length;
    print(`${outcomes.size} steps: ${ran} ran, ${outcomes.size - ran} from the cache`);
    const results = describeResults(outcomes, dirname(manifestPath(path!)));
    if (results !== undefined) print(`\n${results}`);
  },
};
