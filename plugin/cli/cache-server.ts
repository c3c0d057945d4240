import { ImpulseError } from '../errors';
import type { Command, CommandInput } from './command';
import { readSize } from './read-size';

export const cacheServer: Command = {
  name: 'cache-server',
  summary: 'Keeps results for other machines: those of nx-impulse, and the remote cache of Nx. SIGINT or SIGTERM ends it.',
  options: {
    folder: { type: 'string', value: 'folder', help: 'Where they are kept. Every file in it may be removed at any time.' },
    remote: { type: 'string', value: 'address', help: 'Where they are kept instead: s3://bucket/prefix, with the usual variables AWS_*.' },
    port: { type: 'string', value: 'number', help: 'Port to listen at; 0 takes a free one.', default: '7200' },
    host: { type: 'string', value: 'address', help: 'Address to listen at; 0.0.0.0 stands for all.', default: '127.0.0.1' },
    'write-token': { type: 'string', value: 'file', help: 'Holds the token that reads and writes. Without it: NX_IMPULSE_WRITE_TOKEN.' },
    'read-token': { type: 'string', value: 'file', help: 'Holds one that only reads: pull requests. Without it: NX_IMPULSE_READ_TOKEN.' },
    'max-upload': { type: 'string', value: 'size', help: 'Larger uploads are refused.', default: '4GB' },
  },
  examples: [
    'nx-impulse cache-server --folder /var/cache/impulse --write-token write.token --read-token read.token',
    'nx-impulse cache-server --remote s3://bucket/impulse --host 0.0.0.0',
  ],
  async run({ options, print }) {
    const { createCacheServer } = await import('../runners/remote/server/create-server');
    const { openStore } = await import('../runners/remote/server/open-store');
    const { listen, stop, waitForSignal } = await import('../runners/remote/server/run-server');
    const { readTokens } = await import('../runners/remote/server/tokens');
    const { folder, remote, host } = options as Record<string, string | undefined>;
    const tokens = readTokens(options['write-token'] as string | undefined, options['read-token'] as string | undefined);
    const maxBytes = readSize('cache-server', 'max-upload', options);
    const server = createCacheServer({ ...(await openStore(folder, remote)), tokens, maxBytes, log: print });
    const signal = waitForSignal();
    const address = await listen(server, readPort(options), host!);
    print(describeUse(address, folder ?? remote!));
    await signal;
    await stop(server);
  },
};

function readPort({ port }: CommandInput['options']): number {
  if (/^\d{1,5}$/.test(String(port)) && Number(port) < 65536) return Number(port);
  throw new ImpulseError('IMP_OPTION_VALUE', { command: 'cache-server', problem: `--port ${port} is no port` });
}

function describeUse(address: string, place: string): string {
  return [
    `${address} keeps results in ${place}. Its clients set, with one of its tokens:`,
    `  nx-impulse  NX_IMPULSE_REMOTE=${address}  NX_IMPULSE_REMOTE_TOKEN`,
    `  Nx          NX_SELF_HOSTED_REMOTE_CACHE_SERVER=${address}  NX_SELF_HOSTED_REMOTE_CACHE_ACCESS_TOKEN`,
  ].join('\n');
}
