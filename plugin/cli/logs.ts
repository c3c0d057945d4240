import { ImpulseError } from '../errors';
import type { TrackedStep } from '../runners/tracked-steps';
import type { Command } from './command';
import { oneOf } from './one-of';

export const logs: Command = {
  name: 'logs',
  summary: 'Shows what a running step has printed so far, or what one printed when it last ran.',
  arguments: [
    { name: 'step', help: 'As "ps" shows it: train--words, kws:train--words, or a key. Default: the one that runs, or ran last.' },
  ],
  options: { follow: { type: 'boolean', short: 'f', help: 'Goes on while the step runs.' } },
  examples: ['nx-impulse logs train--keywords', 'nx-impulse logs -f'],
  async run({ args: [word], options, print }) {
    const { listLogged, listRunning, readRunning } = await import('../runners/tracked-steps');
    const { readLog } = await import('../runners/read-log');
    const step = await findStep(word, listRunning(), listLogged());
    const isGrowing = (): boolean => options.follow === true && readRunning(step.key)?.startedAt === step.startedAt;
    for await (const line of readLog(step.log, isGrowing)) print(line);
  },
};

/** A running step before one that is done; of those, the last. */
async function findStep(word: string | undefined, running: TrackedStep[], logged: TrackedStep[]): Promise<TrackedStep> {
  const { stepsNamed } = await import('../runners/tracked-steps');
  const among = (steps: TrackedStep[]): TrackedStep[] => (word === undefined ? steps : stepsNamed(word, steps));
  const step = oneOf(among(running), word ?? 'logs') ?? among(logged).at(-1);
  if (step !== undefined) return step;
  throw new ImpulseError('IMP_LOG_NONE', { step: word ?? 'any step' });
}
