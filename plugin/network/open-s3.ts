import { createHash } from 'node:crypto';
import type { S3Access } from './aws-access';
import { exchange, type Answer, type FileSlice, type Request } from './exchange';
import { signRequest } from './sign-request';

/** What a request to S3 may hold beside the name of an object. */
export interface S3Question {
  headers?: Record<string, string>;
  body?: string | FileSlice;
  /** SHA-256 of the body, in hex. */
  digest?: string;
  /** After the question mark. */
  query?: Record<string, string>;
}

/** Asks a bucket about an object, or, by the key `''`, about itself. @throws RemoteError where no answer comes */
export type AskS3 = (method: Request['method'], key: string, question?: S3Question) => Promise<Answer>;

const NOTHING = createHash('sha256').digest('hex');

/** A bucket of S3, or of anything that speaks like it. Requests are signed; checksums travel with uploads, and are asked for. */
export function openS3(bucket: string, { endpoint, region, findKeys }: S3Access): AskS3 {
  return async (method, key, { headers = {}, body, digest = NOTHING, query = {} } = {}) => {
    const url = new URL(`${endpoint}/${bucket}${key === '' ? '' : `/${encodeKey(key)}`}`);
    url.search = Object.entries(query).map((entry) => entry.map(encodePart).join('=')).join('&');
    const checksum: Record<string, string> = method === 'PUT' ? { 'x-amz-checksum-sha256': toBase64(digest) } : {};
    if (method === 'GET') checksum['x-amz-checksum-mode'] = 'ENABLED';
    const all = { ...headers, ...checksum, 'x-amz-content-sha256': digest };
    const signed = findKeys ? await signRequest({ method, url, headers: all }, await findKeys(), 's3', region) : all;
    return exchange({ method, url, headers: signed, body });
  };
}

/** How S3 writes a SHA-256. */
export function toBase64(digest: string): string {
  return Buffer.from(digest, 'hex').toString('base64');
}

function encodeKey(key: string): string {
  return key.split('/').map(encodePart).join('/');
}

/** As signatures are made: everything but letters, digits and `-._~`. */
function encodePart(text: string): string {
  return encodeURIComponent(text).replace(/[!'()*]/g, (sign) => `%${sign.charCodeAt(0).toString(16).toUpperCase()}`);
}
