import { createServer } from 'node:http';
import { connect, type AddressInfo } from 'node:net';
import { afterAll, afterEach, beforeAll, beforeEach, expect, it, vi } from 'vitest';
import { type BucketServer, startBucketServer } from '../../test/bucket-server';
import { exchange } from './exchange';
import { readBody } from './read-body';

vi.mock('./limits', async (original) => ({ ...(await original<object>()), RETRY_PAUSES_MS: [1] }));

let server: BucketServer;
/** What the proxy was asked for: place and credentials. */
const asked: string[] = [];
/** Leads every tunnel to the bucket, whatever host it was asked for; without credentials it refuses. */
const proxy = createServer();
proxy.on('connect', ({ url, headers }, socket) => {
  asked.push(`${url} ${Buffer.from(headers['proxy-authorization']?.split(' ')[1] ?? '', 'base64').toString()}`);
  if (headers['proxy-authorization'] === undefined) return void socket.end('HTTP/1.1 407 Proxy Authentication Required\r\n\r\n');
  const onward = connect(Number(new URL(server.address).port), '127.0.0.1', () => {
    socket.write('HTTP/1.1 200 OK\r\n\r\n');
    onward.pipe(socket).pipe(onward);
  });
  for (const end of [socket, onward]) end.on('error', () => {});
});

beforeAll(async () => {
  server = await startBucketServer();
  server.objects.set('a', Buffer.from('content'));
  await new Promise<void>((resolve) => proxy.listen(0, '127.0.0.1', resolve));
});
beforeEach(() => {
  asked.length = 0;
  for (const name of ['HTTP_PROXY', 'http_proxy', 'NO_PROXY', 'no_proxy', 'ALL_PROXY', 'all_proxy']) vi.stubEnv(name, '');
});
afterEach(() => vi.unstubAllEnvs());
afterAll(() => {
  server.close();
  proxy.close();
  proxy.closeAllConnections();
});

async function get(url: string): Promise<string> {
  return readBody((await exchange({ method: 'GET', url: new URL(url), headers: {} })).body);
}

function proxyAddress(credentials = ''): string {
  return `http://${credentials}127.0.0.1:${(proxy.address() as AddressInfo).port}`;
}

it('goes through the proxy of the environment, with its credentials, but not to hosts left out or to this machine', async () => {
  vi.stubEnv('http_proxy', proxyAddress('me:p%40ss@'));
  expect(await get('http://storage.invalid/bucket/a')).toBe('content');
  expect(asked).toEqual(['storage.invalid:80 me:p@ss']);
  expect(await get(`${server.address}/bucket/a`)).toBe('content');
  vi.stubEnv('no_proxy', '.invalid');
  await expect(get('http://storage.invalid/bucket/a')).rejects.toMatchObject({ trouble: 'away' });
  expect(asked).toHaveLength(1);
});

it('says that the proxy refused, and which variable is wrong, without its value', async () => {
  vi.stubEnv('HTTP_PROXY', proxyAddress());
  await expect(get('http://storage.invalid/bucket/a')).rejects.toMatchObject({ trouble: 'away', message: 'cannot be reached: the proxy answers 407' });
  vi.stubEnv('HTTP_PROXY', 'socks5://me:secret@127.0.0.1:1');
  const error: Error = await get('http://storage.invalid/bucket/a').then(() => new Error('none'), (reason: Error) => reason);
  expect(error.message).toContain('HTTPS_PROXY, HTTP_PROXY, ALL_PROXY');
  expect(error.message).not.toContain('secret');
});
