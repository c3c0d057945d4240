import { existsSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { type BucketServer, etagOf, startBucketServer } from '../../../test/bucket-server';
import { runStepBody } from '../../../test/run-step';
import { makeFolder } from '../../../test/temp-folder';
import { findFiles } from '../../data/find-files';
import type { DataSource } from '../../manifest/manifest';
import type { S3Object } from '../../network/list-objects';
import { planSources } from '../transform/plan-sources';
import { fetch } from '.';
import { nameFiles } from './name-files';
import { pruneObjects } from './object-cache';
import { planFetches } from './plan-fetches';
import { run } from './run';

// Nobody waits before a request is sent again.
vi.mock('../../network/limits', async (original) => ({ ...(await original<object>()), RETRY_PAUSES_MS: [1, 1] }));

let server: BucketServer;
beforeAll(async () => void (server = await startBucketServer()));
afterAll(() => server.close());
beforeEach(() => {
  vi.unstubAllEnvs();
  vi.stubEnv('NX_IMPULSE_CACHE', makeFolder());
  server.objects.clear();
  server.requests.length = 0;
  server.setFault(() => false);
});

const put = (key: string, content: string): void => void server.objects.set(key, Buffer.from(content));
const paramsOf = (...globs: string[]) => ({ globs, access: { endpoint: server.address, anonymous: true } });
const outside = async (...globs: string[]): Promise<string[]> => Object.values(await fetch.outside!({ params: paramsOf(...globs) } as never));

/** The runner's part and the step's. */
async function fetchAll(...globs: string[]) {
  await outside(...globs);
  const root = makeFolder();
  const lines: string[] = [];
  const metrics = await runStepBody(run, root, { id: 'fetch--b', params: paramsOf(...globs), progress: (line) => void lines.push(line) });
  const folder = join(root, 'fetch--b');
  const files = existsSync(join(folder, 'files')) ? findFiles(join(folder, 'files'), '**/*').map(({ name }) => name) : [];
  return { metrics, folder, files, lines, refused: JSON.parse(readFileSync(join(folder, 'refused.json'), 'utf8')) };
}

const gets = (): string[] => server.requests.filter((request) => request.startsWith('GET'));

describe('a fetch', () => {
  it('brings what the addresses match, once for all impulses of this machine', async () => {
    for (const key of ['in/yes/a.wav', 'in/no/b c.WAV', 'in/no/.hidden.wav', 'in/notes.txt', 'out/x.wav', 'in/labels.csv']) put(key, key);
    const { files, metrics, folder, lines } = await fetchAll('s3://b-1/in/**/*.wav', 's3://b-1/in/labels.csv');
    expect(files).toEqual(['b-1/in/labels.csv', 'b-1/in/no/b c.WAV', 'b-1/in/yes/a.wav']);
    expect(readFileSync(join(folder, 'files/b-1/in/no/b c.WAV'), 'utf8')).toBe('in/no/b c.WAV');
    expect(metrics).toEqual({ objects: 3, bytes: 38, refused: 0 });
    expect(lines).toContain('2 of 2 objects, 25 B of 25 B');
    expect(gets()).toHaveLength(3);
    put('in/yes/a.wav', 'IN/yes/a.wav');
    const again = await fetchAll('s3://b-1/in/**/*.wav', 's3://b-1/in/labels.csv');
    expect(gets()).toHaveLength(4);
    expect(readFileSync(join(again.folder, 'files/b-1/in/yes/a.wav'), 'utf8')).toBe('IN/yes/a.wav');
    writeFileSync(join(again.folder, 'files/b-1/in/labels.csv'), 'written into');
    expect(readFileSync(join((await fetchAll('s3://b-1/in/labels.csv')).folder, 'files/b-1/in/labels.csv'), 'utf8')).toBe('in/labels.csv');
  });

  it('depends on keys, ETags and sizes of what the address matches, and on nothing else', async () => {
    put('in/a.wav', 'a');
    const before = await outside('s3://bucket/in/*.wav');
    expect(await outside('s3://bucket/in/*.wav')).toEqual(before);
    put('in/b.txt', 'not a recording');
    expect(await outside('s3://bucket/in/*.wav')).toEqual(before);
    put('in/b.wav', 'b');
    const appeared = await outside('s3://bucket/in/*.wav');
    put('in/b.wav', 'c');
    const changed = await outside('s3://bucket/in/*.wav');
    server.objects.delete('in/b.wav');
    expect(new Set([before, appeared, changed].flat()).size).toBe(3);
    expect(await outside('s3://bucket/in/*.wav')).toEqual(before);
  });

  it('heeds the time of the last change where the ETag says nothing of the bytes', async () => {
    const listed = (etag: string, minute: number): void =>
      server.setFault((_request, response) => (response.end(`<ListBucketResult><Contents><Key>a.wav</Key><LastModified>2026-01-01T00:0${minute}:00Z</LastModified><ETag>"${etag}"</ETag><Size>1</Size></Contents></ListBucketResult>`), true));
    const digestAt = async (etag: string, minute: number): Promise<string> => (listed(etag, minute), (await outside('s3://bucket/*.wav'))[0]!);
    const md5 = etagOf(Buffer.from('a'));
    expect(await digestAt(md5, 1)).toBe(await digestAt(md5, 2));
    expect(await digestAt(`${md5}-2`, 1)).not.toBe(await digestAt(`${md5}-2`, 2));
  });

  it('refuses keys that would leave the folder, and goes on with the others', async () => {
    for (const key of ['in/../../escape.wav', 'in/./a.wav', 'in//b.wav', 'in/c\\d.wav', 'in/f.wav', 'in/f.wav/g.wav', `in/${'h'.repeat(256)}.wav`, 'in/good.wav']) put(key, key);
    const listed = [...server.objects].map(([key, bytes]): S3Object => ({ key, etag: etagOf(bytes), bytes: bytes.length, modified: '' }));
    const { files, refused } = nameFiles('bucket', listed);
    expect([...files.keys()].sort()).toEqual(['bucket/in/f.wav/g.wav', 'bucket/in/good.wav']);
    expect(refused).toHaveLength(6);
    server.objects.delete('in/f.wav/g.wav');
    server.objects.set('in/folder/', Buffer.alloc(0));
    const fetched = await fetchAll('s3://bucket/in/**');
    expect(fetched.files).toEqual(['bucket/in/f.wav', 'bucket/in/good.wav']);
    expect(fetched.refused).toContainEqual({ file: 'bucket/in/../../escape.wav', problem: 'it leads to another folder' });
    expect(fetched.metrics).toMatchObject({ objects: 2, refused: 5 });
  });

  it('goes on where the run before was cut', async () => {
    for (let i = 0; i < 20; i++) put(`in/${i}.wav`, `recording ${i}`);
    server.setFault((request, response) => request.url!.includes('19.wav') && (response.writeHead(403).end(), true));
    await expect(fetchAll('s3://bucket/in/*.wav')).rejects.toMatchObject({ code: 'IMP_S3_REFUSED', details: { problem: 'answers 403' } });
    const before = new Set(gets());
    server.setFault(() => false);
    server.requests.length = 0;
    expect((await fetchAll('s3://bucket/in/*.wav')).files).toHaveLength(20);
    expect(gets().length).toBeLessThan(20);
    expect(new Set([...before, ...gets()]).size).toBe(20);
  });

  it('finds wrong bytes, objects that change meanwhile, and addresses of nothing', async () => {
    put('in/a.wav', 'a');
    const etag = `"${etagOf(Buffer.from('a'))}"`;
    const isGet = (url: string): boolean => url.includes('a.wav');
    server.setFault((request, response) => isGet(request.url!) && (response.writeHead(200, { etag }).end('b'), true));
    await expect(fetchAll('s3://bucket/in/*.wav')).rejects.toMatchObject({ code: 'IMP_S3_WRONG', message: expect.stringContaining('wrong bytes for "in/a.wav"; nothing of that was kept') });
    server.setFault((request, response) => isGet(request.url!) && (response.writeHead(412).end(), true));
    await expect(fetchAll('s3://bucket/in/*.wav')).rejects.toMatchObject({ code: 'IMP_INPUT_CHANGED' });
    await expect(outside('s3://bucket/in/*.csv')).rejects.toMatchObject({ code: 'IMP_S3_NONE', message: 'No object matches "s3://bucket/in/*.csv"; below "s3://bucket/in/" there are 1.' });
  });

  it('says what can be done without the server, and does it where it is told to', async () => {
    const address = 's3://bucket/in/*.wav';
    put('in/a.wav', 'a');
    put('in/b.wav', 'b');
    vi.stubEnv('NX_IMPULSE_OFFLINE', '1');
    await expect(outside(address)).rejects.toMatchObject({ code: 'IMP_S3_OFFLINE', details: { problem: 'what it names was never listed on this machine' } });
    vi.stubEnv('NX_IMPULSE_OFFLINE', '');
    const digest = await outside(address);
    server.setFault((request) => (request.socket.destroy(), true));
    await expect(outside(address)).rejects.toMatchObject({ code: 'IMP_S3_AWAY', fix: 'connect this machine' });
    vi.stubEnv('NX_IMPULSE_OFFLINE', '1');
    await expect(fetchAll(address)).rejects.toMatchObject({ code: 'IMP_S3_OFFLINE', details: { problem: '2 of its 2 objects are not on this machine' } });
    vi.stubEnv('NX_IMPULSE_OFFLINE', '');
    server.setFault(() => false);
    await fetchAll(address);
    server.setFault((request) => (request.socket.destroy(), true));
    await expect(outside(address)).rejects.toMatchObject({ code: 'IMP_S3_AWAY', fix: expect.stringMatching(/NX_IMPULSE_OFFLINE=1 to go on without it: all 2 objects of \d{4}-\d\d-\d\d \d\d:\d\d UTC are on this machine$/) });
    vi.stubEnv('NX_IMPULSE_OFFLINE', '1');
    expect(await outside(address)).toEqual(digest);
    expect((await fetchAll(address)).files).toHaveLength(2);
  });

  it('needs keys, unless the bucket is public, and says where it looked for them', async () => {
    for (const name of Object.keys(process.env).filter((each) => each.startsWith('AWS_'))) vi.stubEnv(name, undefined);
    vi.stubEnv('AWS_EC2_METADATA_DISABLED', 'true');
    vi.stubEnv('HOME', makeFolder());
    const asked = fetch.outside!({ params: { globs: ['s3://bucket/*.wav'], access: { endpoint: server.address } } } as never);
    await expect(asked).rejects.toMatchObject({ code: 'IMP_S3_REFUSED', message: expect.stringContaining('for want of credentials. Tried: variables (AWS_ACCESS_KEY_ID') });
  });

  it('leaves no object behind that no result shares', async () => {
    put('in/a.wav', 'a');
    const { folder } = await fetchAll('s3://bucket/in/*.wav');
    const kept = join(process.env.NX_IMPULSE_CACHE!, 'objects');
    const count = (): number => readdirSync(kept, { recursive: true }).filter((name) => statSync(join(kept, String(name))).isFile()).length;
    pruneObjects();
    expect(count()).toBe(1);
    rmSync(folder, { recursive: true });
    pruneObjects();
    expect(count()).toBe(0);
  });
});

describe('planFetches', () => {
  const source = { params: {}, label: { kind: 'dir' as const } };

  it('gives objects to the blocks that change them, and to ingest', () => {
    const container = { contract: 'impulse' } as DataSource['container'];
    const transforms = ['one', 'two'].map((name) => ({ name, block: name, folder: `/${name}`, params: {}, container }));
    const [planned] = planSources([{ ...source, path: 's3://bucket/*.wav', transforms }]);
    expect(planned).toMatchObject({ files: 'transform--two', objects: 'fetch--bucket' });
    expect(planned!.plans.map(({ inputs, files }) => ({ inputs, files }))).toEqual([
      { inputs: { objects: 'fetch--bucket' }, files: [] },
      { inputs: { data: 'transform--one' }, files: [] },
    ]);
  });

  it('fetches recordings and what labels them, by one step a source, and nothing of this machine', () => {
    const labelled = { ...source, path: 's3://my.bucket/**/*.wav', label: { kind: 'file' as const, path: 's3://other/l.csv' }, s3: { region: 'r' } };
    const plans = planFetches([labelled, { ...source, path: 'here/*.wav' }, { ...source, path: 's3://my.bucket/x.wav' }]);
    expect(plans.map((plan) => plan?.id)).toEqual(['fetch--my-bucket', undefined, 'fetch--my-bucket-2']);
    expect(planFetches([{ ...source, path: 'here/*.wav' }])).toEqual([undefined]);
    expect(plans[0]).toMatchObject({ params: { globs: ['s3://my.bucket/**/*.wav', 's3://other/l.csv'], access: { region: 'r' } }, files: [] });
  });
});
