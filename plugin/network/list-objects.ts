import type { AskS3 } from './open-s3';
import { elementOf, readText } from './read-answer';
import { RemoteError } from './remote-error';

/** An object as a bucket lists it. */
export interface S3Object {
  key: string;
  /** Without quotes: changes with the content. The MD5 of the bytes where it is 32 hexadecimal digits (and no key of KMS is in play). */
  etag: string;
  bytes: number;
  /** ISO 8601. */
  modified: string;
}

/** Whether an ETag can be the MD5 of the bytes: those of objects in parts are sums of sums. */
export function isMd5(etag: string): boolean {
  return /^[0-9a-f]{32}$/.test(etag);
}

/** Every object whose key begins with the prefix, however many pages it takes. @throws RemoteError */
export async function listObjects(ask: AskS3, prefix: string): Promise<S3Object[]> {
  const objects: S3Object[] = [];
  const seen = new Set<string>();
  for (let token: string | undefined = ''; token !== undefined; ) {
    const query: Record<string, string> = { 'list-type': '2', prefix, 'encoding-type': 'url' };
    if (token !== '') query['continuation-token'] = token;
    const xml = await readText(ask('GET', '', { query }));
    for (const object of parseObjects(xml, prefix)) objects.push(object);
    token = elementOf(xml, 'IsTruncated') === 'true' ? (elementOf(xml, 'NextContinuationToken') ?? '') : undefined;
    if (token !== undefined && (token === '' || seen.has(token))) throw new RemoteError('wrong', 'lists its objects without end');
    seen.add(token ?? '');
  }
  return objects;
}

function* parseObjects(xml: string, prefix: string): Generator<S3Object> {
  if (!xml.includes('<ListBucketResult')) throw new RemoteError('wrong', 'sent a listing that is none');
  const isEncoded = elementOf(xml, 'EncodingType') === 'url';
  for (const [row] of xml.matchAll(/<Contents>.*?<\/Contents>/gs)) {
    const written = elementOf(row, 'Key') ?? '';
    const key = isEncoded ? decodeForm(written) : written;
    const [etag, size, modified] = ['ETag', 'Size', 'LastModified'].map((name) => elementOf(row, name) ?? '');
    const bytes = Number(size);
    if (key === '' || !key.startsWith(prefix) || !/^\d+$/.test(size!) || !Number.isSafeInteger(bytes)) {
      throw new RemoteError('wrong', 'sent a listing that is none');
    }
    yield { key, etag: etag!.replaceAll('"', ''), bytes, modified: modified! };
  }
}

function decodeForm(text: string): string {
  try {
    return decodeURIComponent(text.replaceAll('+', ' '));
  } catch {
    throw new RemoteError('wrong', 'sent a listing that is none');
  }
}
