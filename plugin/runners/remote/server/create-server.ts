import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { pipeline } from 'node:stream';
import type { Remote } from '../remote';
import { RemoteError } from '../../../network/remote-error';
import { answerNx } from './answer-nx';
import { answerObject, answerRef } from './answer-store';
import type { Call, Reply } from './reply';
import { accessOf, type Tokens } from './tokens';

/** What the server keeps, for whom and where. */
export interface ServerOptions {
  /** Where everything is kept. */
  remote: Remote;
  tokens: Tokens;
  /** Larger uploads are refused. */
  maxBytes: number;
  /** Folder for uploads that are not whole yet. */
  workplace: string;
  /** Called once for each request. */
  log?: (line: string) => void;
}

/** What the paths mean: the first group is the name. */
const ROUTES: readonly [RegExp, (call: Call) => Promise<Reply>][] = [
  [/^\/v1\/store\/objects\/([0-9a-f]{64})$/, answerObject],
  [/^\/v1\/store\/((?:runs|nx)\/[\w-]{1,128})$/, answerRef],
  [/^\/v1\/cache\/([\w-]{1,128})$/, answerNx],
];

/** A connection that says nothing for so long is closed. */
const IDLE_MS = 120_000;
/** Slow lines may take this long for an upload. */
const UPLOAD_MS = 3_600_000;

/** The cache server: objects and runs of nx-impulse, artefacts of Nx. It is not listening yet. */
export function createCacheServer(options: ServerOptions): Server {
  const server = createServer({ requestTimeout: UPLOAD_MS }, (request, response) => void respond(request, response, options));
  return server.setTimeout(IDLE_MS);
}

async function respond(request: IncomingMessage, response: ServerResponse, options: ServerOptions): Promise<void> {
  const path = request.url!.split('?', 1)[0]!;
  const { status, headers, body } = await answer(request, path, options).catch((error: unknown): Reply => ({ status: statusOf(error) }));
  options.log?.(`${request.method} ${path} ${status}`);
  response.writeHead(status, headers);
  if (typeof body === 'object') pipeline(body, response, () => {});
  else response.end(body);
}

async function answer(request: IncomingMessage, path: string, { remote, tokens, maxBytes, workplace }: ServerOptions): Promise<Reply> {
  if (path === '/health') return { status: 200, body: 'ok' };
  const access = accessOf(request.headers.authorization, tokens);
  if (access === 'none') return { status: 401, headers: { 'www-authenticate': 'Bearer' } };
  const method = request.method!;
  if (!['GET', 'HEAD', 'PUT'].includes(method)) return { status: 405, headers: { allow: 'GET, HEAD, PUT' } };
  if (method === 'PUT' && access !== 'write') return { status: 403, body: 'This token only reads.' };
  for (const [pattern, handle] of ROUTES) {
    const name = pattern.exec(path)?.[1];
    if (name !== undefined) return handle({ request, method, name, remote, workplace, maxBytes });
  }
  return { status: 404 };
}

function statusOf(error: unknown): number {
  if (['ENOSPC', 'EDQUOT'].includes((error as NodeJS.ErrnoException).code ?? '')) return 507;
  return error instanceof RemoteError ? 502 : 500;
}
