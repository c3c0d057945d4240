import { createServer, type AddressInfo } from 'node:net';
import { afterEach, expect, it, vi } from 'vitest';
import { connectDocker } from './connect';

afterEach(() => void vi.unstubAllEnvs());

/** A daemon that says that it keeps connections, and drops each that a second request comes on, as it does after minutes of silence. */
async function startForgetfulDaemon(): Promise<{ port: number; requests: string[]; close(): void }> {
  const requests: string[] = [];
  const server = createServer((socket) => {
    let isUsed = false;
    socket.on('error', () => {});
    socket.on('data', (bytes) => {
      if (isUsed) return void socket.resetAndDestroy();
      isUsed = true;
      requests.push(bytes.toString('latin1').split(/ HTTP|[?]/, 1)[0]!);
      socket.write('HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: 2\r\nConnection: keep-alive\r\n\r\n[]');
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return { port: (server.address() as AddressInfo).port, requests, close: () => void server.close() };
}

it('a connection that the daemon has given up meanwhile is used for no other call', async () => {
  const daemon = await startForgetfulDaemon();
  vi.stubEnv('DOCKER_HOST', `tcp://127.0.0.1:${daemon.port}`);
  const docker = await connectDocker();
  // Time for a connection to be kept.
  await new Promise((resolve) => setTimeout(resolve, 20));
  expect(await docker.listContainers()).toEqual([]);
  daemon.close();
  expect(daemon.requests).toEqual(['GET /_ping', 'GET /containers/json', 'GET /networks', 'GET /containers/json']);
});
