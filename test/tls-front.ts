import { execFileSync, spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { createServer as createHttp, type RequestListener, type Server } from 'node:http';
import { createServer as createHttps } from 'node:https';
import { connect, type AddressInfo, type Server as NetServer, type Socket } from 'node:net';
import { join } from 'node:path';
import { createServer as createTls } from 'node:tls';
import { makeFolder } from './temp-folder';

export const NO_OPENSSL = 'needs openssl, which signs certificates';
export const hasOpenssl = (): boolean => spawnSync('openssl', ['version']).status === 0;

/** A certificate for some names, and who signed it. */
export interface Certificate {
  key: Buffer;
  cert: Buffer;
  /** Certificate of an authority that nobody knows: for `NODE_EXTRA_CA_CERTS`. */
  authority: string;
}

/** @param names as `DNS:storage.test`, `IP:127.0.0.1` */
export function signCertificate(...names: string[]): Certificate {
  const folder = makeFolder({ 'names.cnf': `subjectAltName=${names.join(',')}\n` });
  const openssl = (...args: string[]): Buffer => execFileSync('openssl', args, { cwd: folder, stdio: 'pipe' });
  const newKey = ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1', '-nodes'];
  openssl('req', '-x509', ...newKey, '-keyout', 'ca.key', '-out', 'ca.pem', '-subj', '/CN=Test authority', '-days', '2');
  openssl('req', ...newKey, '-keyout', 'host.key', '-out', 'host.csr', '-subj', '/CN=Test host');
  openssl('x509', '-req', '-in', 'host.csr', '-CA', 'ca.pem', '-CAkey', 'ca.key', '-CAcreateserial', '-days', '2', '-extfile', 'names.cnf', '-out', 'host.pem');
  return { key: readFileSync(join(folder, 'host.key')), cert: readFileSync(join(folder, 'host.pem')), authority: join(folder, 'ca.pem') };
}

export interface Listening {
  port: number;
  close(): void;
}

/** Speaks TLS before plain servers of this machine, as a reverse proxy does. @param behind name in the certificate -> port */
export function startTlsFront(certificate: Certificate, behind: Readonly<Record<string, number>>): Promise<Listening> {
  return listen(createTls(certificate, (secure) => {
    const port = behind[String(secure.servername)];
    if (port === undefined) return void secure.destroy();
    joinSockets(secure, connect(port, '127.0.0.1'));
  }));
}

/** A proxy that leads every tunnel to one port. @param asked takes "host:port user:password" of each. @param secure speaks TLS itself */
export async function startTunnels(port: number, asked: string[], secure?: Certificate): Promise<Listening> {
  const refuse: RequestListener = (_, response) => void response.writeHead(405).end();
  const proxy: Server = secure ? createHttps(secure, refuse) : createHttp(refuse);
  proxy.on('connect', ({ url, headers }, socket) => {
    asked.push(`${url} ${Buffer.from(headers['proxy-authorization']?.split(' ')[1] ?? '', 'base64').toString()}`);
    const onward = connect(port, '127.0.0.1', () => socket.write('HTTP/1.1 200 OK\r\n\r\n'));
    joinSockets(socket as Socket, onward);
  });
  return listen(proxy);
}

function joinSockets(one: Socket, other: Socket): void {
  one.pipe(other).pipe(one);
  for (const [end, far] of [[one, other], [other, one]] as const) end.on('error', () => far.destroy()).on('close', () => far.destroy());
}

async function listen(server: NetServer): Promise<Listening> {
  const sockets = new Set<Socket>();
  server.on('connection', (socket: Socket) => sockets.add(socket));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const close = (): void => {
    server.close();
    sockets.forEach((socket) => socket.destroy());
  };
  return { port: (server.address() as AddressInfo).port, close };
}
