import { spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { cacheRoot } from '../../../paths';
import { printWarning } from '../../print-events';
import { openRemote } from '../open-remote';
import { untilAway } from '../until-away';
import { warningOf } from '../warning-of';
import { createCacheServer } from './create-server';
import { listen, openWorkplace, stop } from './run-server';

/**
 * Serves the remote at `address` to Nx, on this machine and for as long as `work` goes on. Nx fails a run where its remote cache is down;
 * between the two stands a server that is not.
 *
 * @param work gets the variables that lead Nx to it.
 */
export async function withNxCache(address: string, work: (environment: Record<string, string>) => Promise<number>): Promise<number> {
  const token = randomBytes(32).toString('hex');
  const remote = untilAway(await openRemote(address, process.env.NX_IMPULSE_REMOTE_TOKEN), (error) => {
    process.stderr.write(`${printWarning(warningOf(error, address))}\n`);
  });
  const server = createCacheServer({ remote, tokens: { write: token }, maxBytes: Infinity, workplace: openWorkplace(cacheRoot()) });
  const NX_SELF_HOSTED_REMOTE_CACHE_SERVER = await listen(server, 0, '127.0.0.1');
  try {
    return await work({ NX_SELF_HOSTED_REMOTE_CACHE_SERVER, NX_SELF_HOSTED_REMOTE_CACHE_ACCESS_TOKEN: token });
  } finally {
    await stop(server);
  }
}

/** The workspace's own Nx. @returns its exit code */
export function spawnNx(args: readonly string[], environment: NodeJS.ProcessEnv): Promise<number> {
  return new Promise((resolve, reject) => {
    const child = spawn('npx', ['--no-install', 'nx', ...args], { env: environment, stdio: 'inherit' });
    // Ctrl-C reaches both; Nx ends its tasks, and this process waits for it.
    process.on('SIGINT', () => {});
    child.on('error', reject);
    child.on('close', (code) => resolve(code ?? 1));
  });
}
