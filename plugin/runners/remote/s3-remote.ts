import { AwsV4Signer } from 'aws4fetch';
import { digestText } from '../digest';
import { exchange } from './exchange';
import { openHttpStore, toBase64, type Send } from './http-store';
import type { Remote } from './remote';
import { RemoteError } from './remote-error';
import { PART_BYTES, putInParts } from './s3-multipart';

/**
 * `s3://<bucket>/<prefix>` at Amazon or, by AWS_ENDPOINT_URL, at anything that speaks like it. Region and credentials come from the
 * usual AWS_* variables. Checksums travel with every upload, and S3 refuses what does not fit them.
 */
export function openS3Remote(place: URL, environment: NodeJS.ProcessEnv = process.env): Remote {
  const send = openSender(place, environment);
  const store = openHttpStore(send);
  return { ...store, putObject: (file) => (file.bytes > PART_BYTES ? putInParts(send, store, file) : store.putObject(file)) };
}

function openSender(place: URL, environment: NodeJS.ProcessEnv): Send {
  const { AWS_ACCESS_KEY_ID: accessKeyId, AWS_SECRET_ACCESS_KEY: secretAccessKey, AWS_SESSION_TOKEN: sessionToken } = environment;
  const region = environment.AWS_REGION ?? environment.AWS_DEFAULT_REGION ?? 'us-east-1';
  const endpoint = environment.AWS_ENDPOINT_URL_S3 ?? environment.AWS_ENDPOINT_URL ?? `https://s3.${region}.amazonaws.com`;
  const bucket = `${endpoint.replace(/\/$/, '')}/${place.hostname}`;
  const prefix = place.pathname.split('/').filter(Boolean).map((folder) => `${folder}/`).join('');

  return async (method, name, { headers = {}, body, digest = digestText(''), query = {} } = {}) => {
    if (!accessKeyId || !secretAccessKey) throw new RemoteError('refused', 'needs AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY');
    // It is the bucket that knows which uploads are going on.
    const listsUploads = method === 'GET' && 'uploads' in query;
    const url = new URL(listsUploads ? bucket : `${bucket}/${prefix}${name}`);
    url.search = new URLSearchParams(listsUploads ? { ...query, prefix: prefix + name } : query).toString();
    const checksum: Record<string, string> = method === 'PUT' ? { 'x-amz-checksum-sha256': toBase64(digest) } : {};
    if (method === 'GET') checksum['x-amz-checksum-mode'] = 'ENABLED';
    const signer = new AwsV4Signer({
      method, url: url.href, headers: { ...headers, ...checksum, 'x-amz-content-sha256': digest },
      accessKeyId, secretAccessKey, sessionToken, region, service: 's3',
    });
    const signed = await signer.sign();
    return exchange({ method, url, headers: Object.fromEntries(signed.headers), body });
  };
}
