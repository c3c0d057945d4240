import { createReadStream } from 'node:fs';
import * as http from 'node:http';
import * as https from 'node:https';
import { pipeline, type Readable } from 'node:stream';
import { setTimeout as sleep } from 'node:timers/promises';
import { chooseAgent } from './choose-agent';
import { allowedMs, IDLE_MS, RETRY_PAUSES_MS } from './limits';
import { RemoteError, toRemoteError } from './remote-error';

/** One HTTP request. */
export interface Request {
  method: 'GET' | 'HEAD' | 'PUT' | 'POST';
  url: URL;
  headers: Record<string, string>;
  body?: string | FileSlice;
  /** Asked once, and given up after so long: for whoever answers at once or never. */
  withinMs?: number;
}

/** Part of a file, streamed from disk. */
export interface FileSlice {
  path: string;
  start: number;
  bytes: number;
}

/** What came back for it. */
export interface Answer {
  status: number;
  headers: http.IncomingHttpHeaders;
  /** To be read or resumed by whoever gets it. */
  body: http.IncomingMessage;
}

/** Nothing is wrong with the request; the next time may be better. */
const BUSY = [409, 429, 500, 502, 503, 504];

/** Sends a request; again, after a pause, where the connection broke or the server was busy. */
export async function exchange(request: Request): Promise<Answer> {
  for (const pauseMs of request.withinMs === undefined ? RETRY_PAUSES_MS : []) {
    const answer = await send(request).catch(passOver);
    if (answer !== undefined && !BUSY.includes(answer.status)) return answer;
    answer?.body.resume();
    await sleep(pauseMs * (0.5 + Math.random()));
  }
  return send(request).catch((error: unknown) => Promise.reject(toRemoteError(error)));
}

function passOver(error: unknown): void {
  if (error instanceof RemoteError) throw error;
}

function send({ method, url, headers, body, withinMs }: Request): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const bytes = typeof body === 'string' ? Buffer.byteLength(body) : (body?.bytes ?? 0);
    const length = method === 'PUT' || method === 'POST' ? { 'content-length': bytes } : {};
    const client = url.protocol === 'https:' ? https : http;
    const request = client.request(url, { method, headers: { ...headers, ...length }, agent: chooseAgent(url), timeout: IDLE_MS });
    let answer: http.IncomingMessage | undefined;
    const giveUp = (problem: string): void => void (answer ?? request).destroy(new RemoteError('away', problem));
    let timer = setTimeout(giveUp, withinMs ?? allowedMs(bytes), withinMs === undefined ? 'is too slow' : 'does not answer');
    request.on('timeout', () => giveUp(`says nothing for ${IDLE_MS / 1000} s`));
    request.on('error', reject);
    request.on('close', () => clearTimeout(timer));
    request.on('response', (response) => {
      // Whoever reads the body gets the error; nobody reading it must not end this process.
      answer = response.on('error', () => {});
      clearTimeout(timer);
      timer = setTimeout(giveUp, withinMs ?? allowedMs(Number(response.headers['content-length'] ?? 0)), 'is too slow');
      // After a refusal nobody needs the rest of an upload.
      if (response.statusCode! >= 400) response.on('end', () => request.writableFinished || request.destroy());
      resolve({ status: response.statusCode!, headers: response.headers, body: response });
    });
    pipeline(typeof body === 'object' ? readSlice(body) : [body ?? ''], request, () => {});
  });
}

function readSlice({ path, start, bytes }: FileSlice): Iterable<string> | Readable {
  return bytes === 0 ? [] : createReadStream(path, { start, end: start + bytes - 1 });
}
