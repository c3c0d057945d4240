import type { Command } from './command';
import { printTable } from './print-table';

export const ps: Command = {
  name: 'ps',
  summary: 'Lists the steps that run on this machine, whoever started them.',
  options: { json: { type: 'boolean', help: 'Prints them as JSON.' } },
  examples: ['nx-impulse ps', 'nx-impulse ps --json'],
  async run({ options, print }) {
    const { listRunning } = await import('../runners/tracked-steps');
    const { formatMs } = await import('../steps/report/format-figures');
    const steps = listRunning();
    if (options.json) return print(JSON.stringify(steps, null, 2));
    if (steps.length === 0) return print('No step is running.');
    const rows = steps.map(({ key, impulse, id, engine, worker, runner, startedAt }) => [
      key.slice(0, 12), `${impulse}:${id}`, engine, worker, `process ${runner.pid}`, formatMs(Date.now() - Date.parse(startedAt)),
    ]);
    printTable([['KEY', 'STEP', 'ENGINE', 'WORKER', 'RUNNER', 'FOR'], ...rows], print);
  },
};
