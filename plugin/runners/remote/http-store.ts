import { digestText } from '../digest';
import type { Answer, Request } from '../../network/exchange';
import { toBase64, type S3Question } from '../../network/open-s3';
import { isYes } from '../../network/read-answer';
import { readBody } from '../../network/read-body';
import type { LocalFile, Remote } from './remote';
import { RemoteError } from '../../network/remote-error';

/** Sends a request about `objects/<digest>` or a ref; what it adds (signature, token, place) is what back ends differ in. */
export type Send = (method: Request['method'], name: string, more?: S3Question) => Promise<Answer>;

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

/** The same for an answer without a body of interest. */
async function isDone(answer: Answer, no?: number): Promise<boolean> {
  const yes = await isYes(answer, no);
  answer.body.resume();
  return yes;
}

function extentOf({ status, headers }: Answer): { offset: number; bytes: number } {
  const range = status === 206 ? /^bytes (\d+)-\d+\/(\d+)$/.exec(headers['content-range'] ?? '') : undefined;
  return range ? { offset: Number(range[1]), bytes: Number(range[2]) } : { offset: 0, bytes: Number(headers['content-length']) };
}
