import { createHash } from 'node:crypto';
import { createReadStream, statSync } from 'node:fs';
import { open, rm } from 'node:fs/promises';
import type { Answer } from './exchange';
import { RETRY_PAUSES_MS } from './limits';
import { isMd5, type S3Object } from './list-objects';
import type { AskS3 } from './open-s3';
import { isYes } from './read-answer';
import { RemoteError, toRemoteError } from './remote-error';

/** What an object is to be compared with, as far as S3 says it. */
interface Sums {
  md5?: string;
  /** In base64. */
  sha256?: string;
  sha1?: string;
}

/**
 * Brings an object into the file `path` and verifies it: size, the MD5 that its ETag is, and the SHA-256 or SHA-1 that was stored with it.
 * What another attempt, perhaps of another process, left at `path` is gone on with.
 *
 * @returns false where the object is no longer the one that was listed.
 * @throws RemoteError; a part of the object may be left, for the next time.
 */
export async function fetchObject(ask: AskS3, object: S3Object, path: string): Promise<boolean> {
  try {
    const learnt: Answer['headers'] = {};
    if (!(await receive(ask, object, path, learnt))) return false;
    await verify(object, path, learnt);
    return true;
  } catch (error) {
    throw toRemoteError(error);
  }
}

/** Connections may break as often as they like while each brings something. @param learnt takes what is said of the whole object */
async function receive(ask: AskS3, object: S3Object, path: string, learnt: Answer['headers']): Promise<boolean> {
  for (let barren = 0; ; barren++) {
    const before = sizeOf(path);
    try {
      return await receiveMore(ask, object, path, learnt);
    } catch (error) {
      const isFinal = error instanceof RemoteError && error.trouble !== 'away';
      // A slow server is given up after some time for each request; what it sent meanwhile counts.
      const hasBrought = !isFinal && sizeOf(path) > before;
      if (hasBrought) barren = 0;
      else if (error instanceof RemoteError || barren >= RETRY_PAUSES_MS.length) throw error;
    }
  }
}

async function receiveMore(ask: AskS3, { key, etag, bytes }: S3Object, path: string, learnt: Answer['headers']): Promise<boolean> {
  const start = sizeOf(path) < bytes ? sizeOf(path) : 0;
  const condition: Record<string, string> = etag ? { 'if-match': `"${etag}"` } : {};
  const headers = start > 0 ? { ...condition, range: `bytes=${start}-` } : condition;
  const answer = await ask('GET', key, { headers });
  if (answer.status === 412 || !(await isYes(answer, 404)) || isAnother(answer, etag)) {
    answer.body.resume();
    await rm(path, { force: true });
    return false;
  }
  // A checksum that comes with a part is the part's own.
  const said = Object.entries(answer.headers).filter(([name]) => answer.status !== 206 || !name.includes('checksum'));
  Object.assign(learnt, Object.fromEntries(said));
  const goesOn = answer.status === 206 && answer.headers['content-range']?.startsWith(`bytes ${start}-`);
  const file = await open(path, goesOn ? 'a' : 'w');
  try {
    let size = goesOn ? start : 0;
    for await (const piece of answer.body as AsyncIterable<Buffer>) {
      size += piece.length;
      if (size > bytes) throw new RemoteError('wrong', `sent too many bytes for "${key}"`);
      await file.write(piece);
    }
  } finally {
    await file.close();
  }
  return true;
}

/** For servers that do not heed conditions. */
function isAnother({ headers }: Answer, etag: string): boolean {
  return headers.etag !== undefined && headers.etag.replaceAll('"', '') !== etag;
}

async function verify({ key, etag, bytes }: S3Object, path: string, headers: Answer['headers']): Promise<void> {
  // Then the ETag is no MD5, though it looks like one.
  const isEncrypted = /^aws:kms/.test(String(headers['x-amz-server-side-encryption']));
  const whole = (name: string): string | undefined => {
    // Those of objects in parts are sums of sums, and say so by a hyphen.
    const sum = headers[`x-amz-checksum-${name}`];
    return sum === undefined || String(sum).includes('-') ? undefined : String(sum);
  };
  const sums: Sums = { md5: isMd5(etag) && !isEncrypted ? etag : undefined, sha256: whole('sha256'), sha1: whole('sha1') };
  if (sizeOf(path) === bytes && (await agrees(path, sums))) return;
  await rm(path, { force: true });
  throw new RemoteError('wrong', `sent wrong bytes for "${key}"`);
}

async function agrees(path: string, { md5, sha256, sha1 }: Sums): Promise<boolean> {
  const checks = [
    ...(md5 === undefined ? [] : [{ hash: createHash('md5'), sum: md5, form: 'hex' as const }]),
    ...(sha256 === undefined ? [] : [{ hash: createHash('sha256'), sum: sha256, form: 'base64' as const }]),
    ...(sha1 === undefined ? [] : [{ hash: createHash('sha1'), sum: sha1, form: 'base64' as const }]),
  ];
  if (checks.length === 0) return true;
  for await (const piece of createReadStream(path)) for (const { hash } of checks) hash.update(piece as Buffer);
  return checks.every(({ hash, sum, form }) => hash.digest(form) === sum);
}

function sizeOf(path: string): number {
  return statSync(path, { throwIfNoEntry: false })?.size ?? 0;
}
