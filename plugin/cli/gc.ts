import type { Command } from './command';

export const gc: Command = {
  name: 'gc',
  summary: 'Shrinks the content store to a size; the results used last stay.',
  options: { max: { type: 'string', value: 'size', help: 'What may stay, such as 20GB or 512MiB.', default: '20GB' } },
  examples: ['nx-impulse gc --max 20GB'],
  async run({ options, print }) {
    const { formatQuantity, parseQuantity } = await import('../../schemas/units');
    const { ImpulseError } = await import('../errors');
    const { collectGarbage } = await import('../runners/collect-garbage');
    const maxBytes = parseQuantity(String(options.max), 'B');
    const problem = `--max ${options.max} is no size`;
    if (typeof maxBytes !== 'number') throw new ImpulseError('IMP_OPTION_VALUE', { command: 'gc', problem });
    const { keptBytes, removedBytes, removedRuns } = await collectGarbage(maxBytes);
    print(`removed ${removedRuns} results, ${formatQuantity(removedBytes, 'B')}; kept ${formatQuantity(keptBytes, 'B')}`);
  },
};
