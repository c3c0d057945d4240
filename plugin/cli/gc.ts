import type { Command } from './command';
import { readSize } from './read-size';

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
    const { collectGarbage } = await import('../runners/collect-garbage');
    const dryRun = options['dry-run'] === true;
    const { keptBytes, removed } = await collectGarbage(readSize('gc', 'max', options), { dryRun });
    const [gone, stays] = dryRun ? ['would remove', 'would keep'] : ['removed', 'kept'];
    for (const [kind, { count, bytes }] of Object.entries(removed)) print(`${gone} ${count} ${kind}, ${formatBytes(bytes)}`);
    print(`${stays} ${formatBytes(keptBytes)}`);
  },
};
