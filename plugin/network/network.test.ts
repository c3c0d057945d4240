import { createHash } from 'node:crypto';
import { existsSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { type BucketServer, etagOf, startBucketServer } from '../../test/bucket-server';
import { makeFolder } from '../../test/temp-folder';
import { findS3Access } from './aws-access';
import { fetchObject } from './fetch-object';
import { listObjects, type S3Object } from './list-objects';
import { type AskS3, openS3 } from './open-s3';
import { fetchedPath, fixedPrefix, parseS3Glob } from './s3-glob';

// Nobody waits before a request is sent again.
vi.mock('./limits', async (original) => ({ ...(await original<object>()), RETRY_PAUSES_MS: [1, 1] }));

let server: BucketServer;
let ask: AskS3;
beforeAll(async () => {
  server = await startBucketServer({ pageSize: 3 });
  ask = openS3('bucket', { endpoint: server.address, region: 'us-east-1' });
});
beforeEach(() => {
  server.objects.clear();
  server.requests.length = 0;
  server.setFault(() => false);
});
afterAll(() => server.close());

function put(key: string, content: string | Buffer): S3Object {
  const bytes = Buffer.from(content);
  server.objects.set(key, bytes);
  return { key, etag: etagOf(bytes), bytes: bytes.length, modified: '' };
}

describe('listObjects', () => {
  it('reads all pages, and keys with any sign in them', async () => {
    const keys = ['a/1 2.wav', 'a/3+4.wav', 'a/5&6<7.wav', 'a/Grüße 你好.wav', 'a/%41.wav', "a/it's (1)!.wav", 'a/z'];
    for (const key of keys) put(key, key);
    put('b/other', '');
    const found = await listObjects(ask, 'a/');
    expect(found.map(({ key }) => key).sort()).toEqual([...keys].sort());
    expect(found.find(({ key }) => key === 'a/z')).toEqual({ key: 'a/z', etag: etagOf(Buffer.from('a/z')), bytes: 3, modified: '2026-01-02T03:04:05.000Z' });
    expect(server.requests).toEqual(['LIST a/', 'LIST a/', 'LIST a/']);
  });

  it('reads keys of servers that do not encode them', async () => {
    const plain = await startBucketServer({ encodes: false });
    plain.objects.set('a/5&6<7 +%41.wav', Buffer.alloc(0));
    const found = await listObjects(openS3('bucket', { endpoint: plain.address, region: 'x' }), 'a/');
    plain.close();
    expect(found.map(({ key }) => key)).toEqual(['a/5&6<7 +%41.wav']);
  });

  it.each([
    ['no listing', '<html></html>', 'sent a listing that is none'],
    ['a key elsewhere', '<ListBucketResult><Contents><Key>b/x</Key><Size>1</Size></Contents></ListBucketResult>', 'sent a listing that is none'],
    ['a size that is none', '<ListBucketResult><Contents><Key>a/x</Key><Size>-1</Size></Contents></ListBucketResult>', 'sent a listing that is none'],
    ['a page that follows itself', '<ListBucketResult><IsTruncated>true</IsTruncated><NextContinuationToken>t</NextContinuationToken></ListBucketResult>', 'lists its objects without end'],
    ['a page that names no next one', '<ListBucketResult><IsTruncated>true</IsTruncated></ListBucketResult>', 'lists its objects without end'],
  ])('takes %s for wrong', async (_, body, message) => {
    server.setFault((_request, response) => (response.end(body), true));
    await expect(listObjects(ask, 'a/')).rejects.toMatchObject({ trouble: 'wrong', message });
  });

  it('tells why it was refused, and where the bucket is instead', async () => {
    server.setFault((_request, response) => (response.writeHead(301, { 'x-amz-bucket-region': 'eu-west-1' }).end('<Code>PermanentRedirect</Code>'), true));
    const message = 'answers 301 PermanentRedirect; the region of its bucket is eu-west-1';
    await expect(listObjects(ask, 'a/')).rejects.toMatchObject({ trouble: 'refused', message });
  });
});

describe('fetchObject', () => {
  const path = join(makeFolder(), 'part');
  const content = Buffer.alloc(300_000, 'sound');

  it('goes on where the connection broke, as often as each brings something', async () => {
    const object = put('a/long name.wav', content);
    let served = 0;
    server.setFault((request, response) => {
      const start = Number(/\d+/.exec(request.headers.range ?? '0')![0]);
      if (served++ > 3) return false;
      const headers = { etag: `"${object.etag}"`, 'content-length': content.length - start, 'content-range': `bytes ${start}-${content.length - 1}/${content.length}` };
      response.writeHead(start > 0 ? 206 : 200, headers).write(content.subarray(start, start + 50_000), () => setTimeout(() => response.destroy(), 20));
      return true;
    });
    expect(await fetchObject(ask, object, path)).toBe(true);
    expect(readFileSync(path).equals(content)).toBe(true);
    expect(server.requests).toHaveLength(5);
    const offsets = server.requests.map((request) => Number(/=(\d+)-/.exec(request)?.[1] ?? 0));
    expect(offsets).toEqual([...offsets].sort((one, other) => one - other));
    expect(offsets.at(-1)).toBeGreaterThan(0);
  });

  it('goes on with what another process left, and starts anew where that was of other bytes', async () => {
    const object = put('a/x', content);
    writeFileSync(path, content.subarray(0, 1000));
    expect(await fetchObject(ask, object, path)).toBe(true);
    expect(server.requests).toEqual(['GET a/x bytes=1000-']);
    writeFileSync(path, 'other');
    await expect(fetchObject(ask, object, path)).rejects.toMatchObject({ trouble: 'wrong', message: 'sent wrong bytes for "a/x"' });
    expect(existsSync(path)).toBe(false);
    expect(await fetchObject(ask, object, path)).toBe(true);
  });

  it('says where the object is not the one that was listed', async () => {
    const object = put('a/x', content);
    put('a/x', 'changed');
    expect(await fetchObject(ask, object, path)).toBe(false);
    server.setFault((_request, response) => (response.writeHead(200, { etag: '"other"' }).end('heeds no condition'), true));
    expect(await fetchObject(ask, object, path)).toBe(false);
    server.setFault(() => false);
    server.objects.clear();
    expect(await fetchObject(ask, object, path)).toBe(false);
  });

  it('finds wrong bytes by MD5, by SHA-256 and by size, and takes the ETag of KMS for no MD5', async () => {
    const object = put('a/x', content);
    const answer = (bytes: Buffer, headers = {}): void =>
      server.setFault((_request, response) => (response.writeHead(200, { etag: `"${object.etag}"`, ...headers }).end(bytes), true));
    const forged = Buffer.from(content).fill(1, 0, 1);
    answer(forged);
    await expect(fetchObject(ask, object, path)).rejects.toMatchObject({ trouble: 'wrong' });
    answer(forged, { 'x-amz-server-side-encryption': 'aws:kms' });
    expect(await fetchObject(ask, object, path)).toBe(true);
    answer(forged, { 'x-amz-server-side-encryption': 'aws:kms', 'x-amz-checksum-sha256': createHash('sha256').update(content).digest('base64') });
    await expect(fetchObject(ask, object, path)).rejects.toMatchObject({ trouble: 'wrong' });
    answer(Buffer.concat([content, content]));
    await expect(fetchObject(ask, object, path)).rejects.toMatchObject({ trouble: 'wrong', message: 'sent too many bytes for "a/x"' });
  });

  it('takes an empty object', async () => {
    expect(await fetchObject(ask, put('a/empty', ''), path)).toBe(true);
    expect(statSync(path).size).toBe(0);
  });
});

describe('findS3Access', () => {
  const home = makeFolder({
    '.aws/credentials': '# of the team\n[default]\naws_access_key_id = D\naws_secret_access_key=ds\n\n[team]\naws_access_key_id = T\naws_secret_access_key = ts==\naws_session_token = tt\n',
    '.aws/config': '[default]\nregion = eu-west-1\n[profile team]\nregion = eu-central-1\ns3 =\n  endpoint_url = https://nested\nendpoint_url = https://minio:9000/\n',
  });
  const HOME = { HOME: home };

  it('reads keys, region and endpoint from variables', async () => {
    const variables = { AWS_ACCESS_KEY_ID: 'A', AWS_SECRET_ACCESS_KEY: 's', AWS_REGION: 'r', AWS_ENDPOINT_URL: 'http://here/', AWS_ENDPOINT_URL_S3: 'http://s3/' };
    const access = findS3Access({}, { ...HOME, ...variables });
    expect(access).toMatchObject({ endpoint: 'http://s3', region: 'r' });
    expect(await access.findKeys!()).toEqual({ accessKeyId: 'A', secretAccessKey: 's' });
  });

  it('reads them from the profile in the shared files', async () => {
    const keys = { accessKeyId: 'T', secretAccessKey: 'ts==', sessionToken: 'tt' };
    const keysOf = (...asked: Parameters<typeof findS3Access>): Promise<unknown> => findS3Access(...asked).findKeys!();
    expect(findS3Access({}, HOME).endpoint).toBe('https://s3.eu-west-1.amazonaws.com');
    expect(findS3Access({ region: 'cn-north-1' }, HOME).endpoint).toBe('https://s3.cn-north-1.amazonaws.com.cn');
    expect(findS3Access({}, { ...HOME, AWS_PROFILE: 'team' })).toMatchObject({ endpoint: 'https://minio:9000', region: 'eu-central-1' });
    expect(await keysOf({}, HOME)).toMatchObject({ accessKeyId: 'D' });
    expect(await keysOf({}, { ...HOME, AWS_PROFILE: 'team' })).toEqual(keys);
    expect(await keysOf({ profile: 'team' }, { ...HOME, AWS_ACCESS_KEY_ID: 'A', AWS_SECRET_ACCESS_KEY: 's' })).toEqual(keys);
    expect(await keysOf({}, { AWS_SHARED_CREDENTIALS_FILE: join(home, '.aws/credentials') })).toMatchObject({ accessKeyId: 'D' });
  });

  it('looks for no keys where one asks as nobody', () => {
    expect(findS3Access({ anonymous: true }, HOME).findKeys).toBeUndefined();
  });
});

describe('an address of objects', () => {
  it('has a bucket, a glob, and what every key begins with', () => {
    expect(parseS3Glob('s3://my.bucket/a/**/*.wav')).toEqual({ bucket: 'my.bucket', pattern: 'a/**/*.wav' });
    expect(fixedPrefix('a/b-{x,y}/*.wav')).toBe('a/b-');
    expect(fetchedPath('s3://bucket/a/*.wav')).toBe('bucket/a/*.wav');
  });

  it.each(['s3://', 's3:///a.wav', 's3://b*/a.wav', 's3://me:pass@bucket/a.wav', 's3://bucket:9000/a.wav', 's3://bucket/../a.wav', 's3://bucket//a.wav'])('is not %s', (address) => {
    expect(parseS3Glob(address)).toEqual(expect.any(String));
  });
});
