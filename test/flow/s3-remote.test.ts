import { execFileSync } from 'node:child_process';
import { closeSync, openSync, readFileSync, statSync, writeFileSync, writeSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { digestFile, digestText } from '../../plugin/runners/digest';
import { downloadObject } from '../../plugin/runners/remote/download-object';
import type { LocalFile, Remote } from '../../plugin/runners/remote/remote';
import { openS3Remote } from '../../plugin/runners/remote/s3-remote';
import { startCuttingProxy, type CuttingProxy } from '../cutting-proxy';
import { hasGo, NO_GO, startS3Server, type S3Server } from '../s3-server';
import { makeFolder } from '../temp-folder';

const MB = 1_000_000;
/** What a process with this code may take while it sends and fetches objects of any size. */
const RSS_BOUND_MB = 160;

describe.skipIf(!hasGo())(`a remote on a real S3 server (${NO_GO})`, () => {
  let server: S3Server;
  let proxy: CuttingProxy;
  let remote: Remote;
  const folder = makeFolder();
  const arrived = join(folder, 'arrived');
  beforeAll(async () => {
    server = await startS3Server();
    proxy = await startCuttingProxy(server.environment.AWS_ENDPOINT_URL!);
    remote = open();
  });
  afterAll(() => {
    proxy.close();
    server.kill();
  });

  function open(environment: Record<string, string> = {}, address = 's3://bucket/team/impulses'): Remote {
    return openS3Remote(new URL(address), { ...server.environment, ...environment });
  }

  function makeFile(bytes: number): LocalFile {
    const path = join(folder, `${bytes}`);
    const file = openSync(path, 'w');
    for (let written = 0; written < bytes; written += MB) writeSync(file, Buffer.alloc(Math.min(MB, bytes - written), `${written}`));
    closeSync(file);
    return { path, bytes, digest: digestFile(path) };
  }
  const storedFile = (digest: string): string => join(server.folder, 'bucket/team/impulses/objects', digest);

  it('gives back what was put, below its prefix', async () => {
    const file = makeFile(1234);
    expect(await remote.hasObject(file.digest)).toBe(false);
    expect(await downloadObject(remote, file.digest, arrived, 1e9)).toBe(false);
    await remote.putObject(file);
    await remote.putObject(file);
    expect(await remote.hasObject(file.digest)).toBe(true);
    expect(await downloadObject(remote, file.digest, arrived, 1e9)).toBe(true);
    expect(digestFile(arrived)).toBe(file.digest);
    expect(statSync(storedFile(file.digest)).size).toBe(1234);
  });

  it('takes an empty object', async () => {
    await remote.putObject(makeFile(0));
    expect(await downloadObject(remote, digestText(''), arrived, 0)).toBe(true);
  });

  it('gives a ref once, to one of many who ask at the same time', async () => {
    expect(await remote.readRef('runs/k')).toBeUndefined();
    const given = await Promise.all(Array.from({ length: 8 }, (_, i) => remote.writeRef('runs/k', digestText(String(i)))));
    expect(given.filter(Boolean)).toHaveLength(1);
    expect(await remote.readRef('runs/k')).toBe(digestText(String(given.indexOf(true))));
  });

  it('sends checksums, which the server compares', async () => {
    const file = { ...makeFile(99), digest: digestText('other') };
    await expect(remote.putObject(file)).rejects.toMatchObject({ trouble: 'refused', message: expect.stringMatching(/^answers 400 \w+$/) });
    expect(await remote.hasObject(file.digest)).toBe(false);
  });

  it('finds wrong bytes of objects and refs', async () => {
    const file = makeFile(5678);
    await remote.putObject(file);
    writeFileSync(storedFile(file.digest), readFileSync(file.path).fill(1, 0, 1));
    await expect(downloadObject(remote, file.digest, arrived, 1e9)).rejects.toMatchObject({ trouble: 'wrong' });
    await remote.writeRef('runs/rotten', file.digest);
    writeFileSync(join(server.folder, 'bucket/team/impulses/runs/rotten'), digestText('another'));
    await expect(remote.readRef('runs/rotten')).rejects.toMatchObject({ trouble: 'wrong' });
  });

  it('tells wrong keys, a missing bucket and missing variables apart, and no secret', async () => {
    const ask = (environment: Record<string, string>, address?: string): Promise<unknown> => open(environment, address).readRef('runs/a');
    const refused = (message: unknown): unknown => expect.objectContaining({ trouble: 'refused', message });
    await expect(ask({ AWS_SECRET_ACCESS_KEY: 'wrong' })).rejects.toEqual(refused('answers 403 SignatureDoesNotMatch'));
    await expect(ask({ AWS_ACCESS_KEY_ID: 'nobody' })).rejects.toEqual(refused(expect.not.stringContaining('nobody')));
    const nowhere = { AWS_ACCESS_KEY_ID: '', HOME: '', AWS_EC2_METADATA_DISABLED: 'true' };
    await expect(ask(nowhere)).rejects.toEqual(refused(expect.stringMatching(/want of credentials. Tried: variables \(AWS_ACCESS_KEY_ID/)));
    await expect(ask({}, 's3://other')).rejects.toEqual(refused('answers 404 NoSuchBucket'));
  });

  it('goes on with a download at the byte where the connection broke', async () => {
    const file = makeFile(10 * MB);
    await remote.putObject(file);
    const offsets: number[] = [];
    const broken = open({ AWS_ENDPOINT_URL: proxy.address });
    const watched: Remote = { ...broken, getObject: (digest, offset) => (offsets.push(offset), broken.getObject(digest, offset)) };
    proxy.setLimits(Infinity, 3 * MB);
    expect(await downloadObject(watched, file.digest, arrived, 1e9)).toBe(true);
    proxy.setLimits(Infinity, Infinity);
    expect(offsets.length).toBeGreaterThanOrEqual(4);
    expect(offsets).toEqual([...new Set(offsets)].sort((a, b) => a - b));
  });

  it('goes on with an upload in parts that was interrupted, and leaves none open', async () => {
    const file = makeFile(70 * MB);
    const broken = open({ AWS_ENDPOINT_URL: proxy.address });
    proxy.setLimits(40 * MB, Infinity);
    const connections = proxy.parts;
    await expect(interrupt(broken, file, proxy)).rejects.toMatchObject({ trouble: 'away' });
    expect(await remote.hasObject(file.digest)).toBe(false);
    const before = connections.length;
    proxy.setLimits(Infinity, Infinity);
    await broken.putObject(file);
    // The first two of five were there already.
    expect(connections.slice(before)).toEqual(['3', '4', '5']);
    expect(await downloadObject(remote, file.digest, arrived, 1e9)).toBe(true);
    expect(await (await server.client.fetch(server.url('?uploads'))).text()).not.toContain('<UploadId>');
  });

  it('lets two machines upload the same large object at the same time', async () => {
    const file = makeFile(50 * MB);
    await Promise.all([remote.putObject(file), remote.putObject(file)]);
    expect(await downloadObject(remote, file.digest, arrived, 1e9)).toBe(true);
  });

  it(`sends and fetches 200 MB within ${RSS_BOUND_MB} MB of memory`, () => {
    const file = makeFile(200 * MB);
    const rssMB = measureTransfer(file, server.environment);
    console.log(`200 MB up and down by S3: ${rssMB.toFixed(0)} MB RSS at most`);
    expect(rssMB).toBeLessThan(RSS_BOUND_MB);
  });
});

/** Lets the connection break for good once two parts are over. */
async function interrupt(remote: Remote, file: LocalFile, proxy: CuttingProxy): Promise<void> {
  const watch = setInterval(() => proxy.parts.includes('3') && proxy.setLimits(0, 0), 1);
  try {
    await remote.putObject(file);
  } finally {
    clearInterval(watch);
  }
}

/** Peak memory of a process of its own, in MB. */
function measureTransfer(file: LocalFile, environment: Record<string, string>): number {
  const room = resolve(__dirname, '../../plugin/dist/plugin/runners/remote');
  const script = `
    const { openS3Remote } = require(${JSON.stringify(join(room, 's3-remote.js'))});
    const { downloadObject } = require(${JSON.stringify(join(room, 'download-object.js'))});
    const file = ${JSON.stringify(file)};
    const remote = openS3Remote(new URL('s3://bucket/large'));
    remote.putObject(file)
      .then(() => downloadObject(remote, file.digest, file.path + '.back', file.bytes))
      .then((found) => console.log(found ? process.resourceUsage().maxRSS / 1024 : 'lost'));`;
  return Number(execFileSync(process.execPath, ['-e', script], { env: { ...process.env, ...environment }, encoding: 'utf8' }));
}
