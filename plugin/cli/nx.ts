import type { Command } from './command';

export const nx: Command = {
  name: 'nx',
  summary: 'Runs Nx with the remote cache of nx-impulse as its own. Nx alone fails where its remote cache does; this way it goes on.',
  arguments: [{ name: 'nx-argument', help: 'What Nx is told, after "--".', many: true }],
  examples: ['nx-impulse nx -- affected -t budget report'],
  async run({ args }) {
    const { findRemote } = await import('../runners/remote/find-remote');
    const { spawnNx, withNxCache } = await import('../runners/remote/server/with-nx-cache');
    const address = findRemote(process.cwd());
    if (address === undefined) return spawnNx(args, process.env);
    return withNxCache(address, (environment) => spawnNx(args, { ...process.env, ...environment }));
  },
};
