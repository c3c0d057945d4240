import { ImpulseError } from '../errors';
import { SETUPS } from '../setup';
import type { Command } from './command';

export const setup: Command = {
  name: 'setup',
  summary: 'Installs what some steps need beside Node: TensorFlow, the emulator, speech synthesis.',
  arguments: [
    { name: 'what', help: `${SETUPS.map(({ name, summary }) => `${name} (${summary})`).join('; ')}; nothing: all of them`, many: true },
  ],
  examples: ['nx-impulse setup', 'nx-impulse setup emulator'],
  async run({ args, print }) {
    for (const name of args) {
      if (!SETUPS.some((candidate) => candidate.name === name)) {
        throw new ImpulseError('IMP_SETUP_UNKNOWN', { name, known: SETUPS.map((candidate) => candidate.name).join(', ') });
      }
    }
    for (const { name, find, install } of SETUPS.filter((candidate) => args.length === 0 || args.includes(candidate.name))) {
      if (!(await find())) await install((line) => print(`${name}: ${line}`));
      print(`${name}: ready (${await find()})`);
    }
  },
};
