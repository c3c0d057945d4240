import { resolve } from 'node:path';
import type { Command } from './command';

export const runStep: Command = {
  name: 'run-step',
  summary: 'Runs the one step that an envelope describes and writes step-result.json beside it: what every runner calls.',
  arguments: [{ name: 'step-run.json', help: 'The envelope.', required: true }],
  examples: ['nx-impulse run-step .impulse/train--keywords/step-run.json'],
  async run({ args: [envelope], print }) {
    const { endWithParent, isWatched } = await import('../runners/end-with-parent');
    const { runStep: work } = await import('../runners/run-step');
    endWithParent();
    const { cancelOnSignal } = await import('../runners/cancel-on-signal');
    const { status, errors = [] } = await cancelOnSignal((signal) => work(resolve(envelope!), signal));
    // A runner frames the errors of the result itself.
    if (!isWatched()) for (const { code, message } of errors) print(code ? `${code}  ${message}` : message);
    // A library's idle threads must not keep the process, and with it the runner, waiting.
    process.exit(status === 'ok' ? 0 : 1);
  },
};
