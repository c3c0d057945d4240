import { mkdirSync, readdirSync, rmSync } from 'node:fs';
import type { AddressInfo } from 'node:net';
import type { Server } from 'node:http';
import { join } from 'node:path';
import { ImpulseError } from '../../../errors';
import { isAlive } from '../../../files/lock';

/** Uploads that are going on may take this long when the server is asked to stop. */
const GRACE_MS = 10_000;

/** @returns the address at which the server now answers. @throws ImpulseError IMP_SERVER_ADDRESS */
export function listen(server: Server, port: number, host: string): Promise<string> {
  return new Promise((resolve, reject) => {
    const address = `${host.includes(':') ? `[${host}]` : host}:${port}`;
    server.once('error', ({ code, message }: NodeJS.ErrnoException) => {
      reject(new ImpulseError('IMP_SERVER_ADDRESS', { address, problem: code ?? message }));
    });
    server.listen(port, host, () => resolve(`http://${address.replace(/\d+$/, String((server.address() as AddressInfo).port))}`));
  });
}

/** Lets requests that are going on come to their end, and takes no new ones. */
export async function stop(server: Server): Promise<void> {
  const closed = new Promise((resolve) => server.close(resolve));
  // Clients keep connections open after their last request.
  const idle = setInterval(() => server.closeIdleConnections(), 50);
  const late = setTimeout(() => server.closeAllConnections(), GRACE_MS);
  await closed;
  clearInterval(idle);
  clearTimeout(late);
}

/** Resolves when somebody asks this process to end. */
export function waitForSignal(): Promise<void> {
  return new Promise((resolve) => {
    for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => resolve());
  });
}

/** A folder below `root` for this process alone; those of servers that were killed are removed. */
export function openWorkplace(root: string): string {
  const all = join(root, 'tmp');
  const own = join(all, `${process.pid}-server`);
  mkdirSync(own, { recursive: true });
  for (const name of readdirSync(all)) {
    if (name.endsWith('-server') && !isAlive(Number.parseInt(name, 10))) rmSync(join(all, name), { recursive: true, force: true });
  }
  return own;
}
