import type { Command } from './command';

export const gc: Command = {
  name: 'gc',
  summary: 'Shrinks the cache to a size; the results and compiled blocks used last stay.',
  options: {
    max: { type: 'string', value: 'size', help: 'What may stay, such as 20GB or 512MiB.', default: '20GB' },
    'dry-run': { type: 'boolean', help: 'Says what would go, and removes nothing.' },
  },
  examples: ['nx-impulse gc --max 20GB', 'nx-impulse gc --max 5GB --dry-run'],
  async run({ options, print }) {
    const { formatBytes } = await import('../steps/report/format-figures');
    const { parseQuantity } = await import('../../schemas/units');
    const { ImpulseError } = await import('../errors');
    const { collectGarbage } = await import('../runners/collect-garbage');
    const maxBytes = parseQuantity(String(options.max), 'B');
    const problem = `--max ${options.max} is no size`;
    if (typeof maxBytes !== 'number' || maxBytes < 0) throw new ImpulseError('IMP_OPTION_VALUE', { command: 'gc', problem });
    const dryRun = options['dry-run'] === true;
    const { keptBytes, removed } = await collectGarbage(maxBytes, { dryRun });
    const [gone, stays] = dryRun ? ['would remove', 'would keep'] : ['removed', 'kept'];
    for (const [kind, { count, bytes }] of Object.entries(removed)) print(`${gone} ${count} ${kind}, ${formatBytes(bytes)}`);
    print(`${stays} ${formatBytes(keptBytes)}`);
  },
};
