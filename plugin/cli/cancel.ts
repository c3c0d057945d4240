import { setTimeout as sleep } from 'node:timers/promises';
import { ImpulseError } from '../errors';
import type { TrackedStep } from '../runners/tracked-steps';
import type { Command } from './command';
import { oneOf } from './one-of';

const LOOK_MS = 100;

export const cancel: Command = {
  name: 'cancel',
  summary: 'Ends a running step, and the run that waits for it, as Ctrl-C does in its terminal. What was done already is kept.',
  arguments: [{ name: 'step', help: 'As "ps" shows it: train--words, kws:train--words, or a key.' }],
  options: { all: { type: 'boolean', help: 'Ends every running step.' } },
  examples: ['nx-impulse cancel train--keywords', 'nx-impulse cancel --all'],
  async run({ args: [word], options, print }) {
    const { listRunning, readRunning, stepsNamed } = await import('../runners/tracked-steps');
    const steps = options.all ? listRunning() : [chooseStep(word, stepsNamed(word ?? '', listRunning()))];
    for (const pid of new Set(steps.map(({ runner }) => runner.pid))) process.kill(pid, 'SIGTERM');
    for (const { key, impulse, id } of steps) {
      while (readRunning(key) !== undefined) await sleep(LOOK_MS);
      print(`cancelled ${impulse}:${id}`);
    }
  },
};

function chooseStep(word: string | undefined, named: readonly TrackedStep[]): TrackedStep {
  if (word === undefined) throw new ImpulseError('IMP_ARGUMENT_MISSING', { command: 'cancel', name: '<step>' });
  const step = oneOf(named, word);
  if (step === undefined) throw new ImpulseError('IMP_STEP_NOT_RUNNING', { step: word });
  return step;
}
