import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { createCacheServer } from '../plugin/runners/remote/server/create-server';
import { openFolderStore } from '../plugin/runners/remote/server/folder-store';
import { makeFolder } from './temp-folder';

/** Answers a request in the server's place, or leaves it alone by returning false. */
export type Fault = (request: IncomingMessage, response: ServerResponse) => boolean;

export interface FaultyServer {
  address: string;
  /** What it keeps. */
  folder: string;
  /** "GET objects", "PUT runs", ... in order. */
  requests: string[];
  /** From now on. */
  setFault(fault: Fault): void;
  /** As a power cut does. */
  kill(): Promise<void>;
}

export const WRITE_TOKEN = 'write-5f2c81';
export const READ_TOKEN = 'read-90ab3e';

/** The cache server over a folder, with a fault in front of it. */
export async function startFaultyServer(fault: Fault = () => false): Promise<FaultyServer> {
  const folder = makeFolder();
  const tokens = { read: READ_TOKEN, write: WRITE_TOKEN };
  const inner = createCacheServer({ remote: openFolderStore(folder), tokens, workplace: makeFolder(), maxBytes: 1e9 });
  const requests: string[] = [];
  const server: Server = createServer((request, response) => {
    requests.push(`${request.method} ${request.url!.split('/').at(-2)}`);
    if (!fault(request, response)) inner.emit('request', request, response);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    address: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    folder,
    requests,
    setFault: (next) => (fault = next),
    kill: () => {
      const closed = new Promise<void>((resolve) => server.close(() => resolve()));
      server.closeAllConnections();
      return closed;
    },
  };
}
