import { digestText } from '../digest';
import type { Answer, FileSlice, Request } from './exchange';
import { readBody } from './read-body';
import type { LocalFile, Remote } from './remote';
import { RemoteError } from './remote-error';

/** Sends a request about `objects/<digest>` or a ref; what it adds (signature, token, place) is what back ends differ in. */
export type Send = (method: Request['method'], name: string, more?: SendMore) => Promise<Answer>;

/** What a request may have beside method and path. */
export interface SendMore {
  headers?: Record<string, string>;
  body?: string | FileSlice;
  /** SHA-256 of the body. */
  digest?: string;
  /** After the question mark. */
  query?: Record<string, string>;
}

/** A remote that speaks GET, HEAD and PUT: S3, and the server of `nx-impulse cache-server`. */
export function openHttpStore(send: Send): Remote {
  return {
    async hasObject(digest) {
      return isDone(await send('HEAD', `objects/${digest}`), 404);
    },
    async getObject(digest, offset) {
      const answer = await send('GET', `objects/${digest}`, offset > 0 ? { headers: { range: `bytes=${offset}-` } } : {});
      return (await isYes(answer, 404)) ? { stream: answer.body, ...extentOf(answer) } : undefined;
    },
    async putObject({ path, bytes, digest }: LocalFile) {
      await isDone(await send('PUT', `objects/${digest}`, { body: { path, start: 0, bytes }, digest }));
    },
    async readRef(name) {
      const answer = await send('GET', name);
      if (!(await isYes(answer, 404))) return undefined;
      const text = await readBody(answer.body);
      const sum = answer.headers['x-amz-checksum-sha256'];
      if (sum !== undefined && sum !== toBase64(digestText(text))) throw new RemoteError('wrong', `sent wrong bytes for ${name}`);
      return text;
    },
    async writeRef(name, digest) {
      return isDone(await send('PUT', name, { body: digest, digest: digestText(digest), headers: { 'if-none-match': '*' } }), 412);
    },
  };
}

/** True for an answer of success, false for the status that says no. @throws RemoteError for any other */
export async function isYes({ status, body }: Answer, no?: number): Promise<boolean> {
  if (status >= 200 && status < 300) return true;
  // S3 tells its reason by a code. The rest of its text may hold the access key.
  const code = /<Code>(\w+)<\/Code>/.exec(await readBody(body).catch(() => ''))?.[1] ?? '';
  if (status === no && ['', 'NoSuchKey', 'PreconditionFailed'].includes(code)) return false;
  throw new RemoteError(status >= 500 && status !== 507 ? 'away' : 'refused', `answers ${status} ${code}`.trim(), status);
}

/** The same for an answer without a body of interest. */
async function isDone(answer: Answer, no?: number): Promise<boolean> {
  const yes = await isYes(answer, no);
  answer.body.resume();
  return yes;
}

/** How S3 writes a SHA-256. */
export function toBase64(digest: string): string {
  return Buffer.from(digest, 'hex').toString('base64');
}

function extentOf({ status, headers }: Answer): { offset: number; bytes: number } {
  const range = status === 206 ? /^bytes (\d+)-\d+\/(\d+)$/.exec(headers['content-range'] ?? '') : undefined;
  return range ? { offset: Number(range[1]), bytes: Number(range[2]) } : { offset: 0, bytes: Number(headers['content-length']) };
}
