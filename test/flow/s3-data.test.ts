import { execFileSync } from 'node:child_process';
import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { openDataset } from '../../plugin/data/open-dataset';
import { findS3Access } from '../../plugin/network/aws-access';
import { fetchObject } from '../../plugin/network/fetch-object';
import { listObjects } from '../../plugin/network/list-objects';
import { openS3, type AskS3 } from '../../plugin/network/open-s3';
import { runImpulse } from '../../plugin/runners/run-impulse';
import { startCuttingProxy } from '../cutting-proxy';
import { makeWav } from '../make-wav';
import { hasGo, NO_GO, startS3Server, type S3Server } from '../s3-server';
import { makeFolder } from '../temp-folder';
import { makeToneImpulse, TONE_MANIFEST } from '../tone-impulse';

const tone = (pitch: number): Buffer => makeWav(Array.from({ length: 2000 }, (_, i) => (i % pitch) * 100), { hz: 8000 });

describe.skipIf(!hasGo())(`recordings on a real S3 server (${NO_GO})`, () => {
  let server: S3Server;
  beforeAll(async () => void (server = await startS3Server()));
  afterAll(() => server.kill());
  beforeEach(() => {
    vi.unstubAllEnvs();
    vi.stubEnv('NX_IMPULSE_CACHE', makeFolder());
    for (const [name, value] of Object.entries(server.environment)) vi.stubEnv(name, value);
  });

  async function put(key: string, body: Buffer | string): Promise<void> {
    const { status } = await server.client.fetch(server.url(key.split('/').map(encodeURIComponent).join('/')), { method: 'PUT', body });
    expect(status, key).toBe(200);
  }
  const remove = (key: string): Promise<Response> => server.client.fetch(server.url(key), { method: 'DELETE' });
  const open = (environment: Record<string, string> = {}): AskS3 => openS3('bucket', findS3Access({}, { ...server.environment, ...environment }));

  /** Runs the tone impulse up to ingest with such a source; what ran, and the dataset. */
  async function ingest(source: string, root = join(makeToneImpulse({ 'nx.json': '{}' }), 'tones')) {
    writeFileSync(join(root, 'impulse.yaml'), TONE_MANIFEST.replace(/sources: .*/, `sources: [${source}]`));
    const outcomes = await runImpulse(root, { steps: ['ingest'] });
    const ran = [...outcomes.values()].filter(({ cached }) => !cached).map(({ id }) => id);
    const { samples, quarantine } = openDataset(outcomes.get('ingest')!.folder);
    return { root, ran, outcomes, quarantine, samples: samples.map(({ file, label }) => `${file} ${label}`) };
  }

  it('become samples, and only what changes in the bucket is read again', async () => {
    await put('team/yes/a b.wav', tone(8));
    await put('team/yes/Grüße 你好.WAV', tone(9));
    await put('team/no/c+d&(1).wav', tone(40));
    await put('team/notes.txt', 'not a recording');
    const source = '{ path: "s3://bucket/team/**/*.wav", label: "{dir}" }';
    const first = await ingest(source);
    expect(first.samples).toEqual(['bucket/team/no/c+d&(1).wav no', 'bucket/team/yes/Grüße 你好.WAV yes', 'bucket/team/yes/a b.wav yes']);
    expect(first.ran).toEqual(['fetch--bucket', 'ingest']);
    const rerun = async (): Promise<string[]> => (await ingest(source, first.root)).ran;
    expect(await rerun()).toEqual([]);
    await put('team/notes.txt', 'nor is it now');
    await put('team/yes/a b.wav', tone(8));
    expect(await rerun()).toEqual([]);
    await put('team/yes/a b.wav', tone(7));
    expect(await rerun()).toEqual(['fetch--bucket', 'ingest']);
    await put('team/no/e.wav', tone(41));
    expect(await rerun()).toEqual(['fetch--bucket', 'ingest']);
    await remove('team/no/e.wav');
    await put('team/yes/a b.wav', tone(8));
    const last = await ingest(source, first.root);
    expect(last.ran).toEqual([]);
    expect(last.outcomes.get('ingest')!.tree).toBe(first.outcomes.get('ingest')!.tree);
  });

  it('are labelled by what stands beside them, there or here, or by their names', async () => {
    await put('kept/one.wav', tone(8));
    await put('kept/two.wav', tone(40));
    await put('kept/labels.csv', 'file,label\none.wav,high\ntwo.wav,low\n');
    const there = await ingest('{ path: "s3://bucket/kept", labels: "s3://bucket/kept/labels.csv" }');
    expect(there.samples).toEqual(['bucket/kept/one.wav high', 'bucket/kept/two.wav low']);
    expect(there.quarantine).toEqual([]);
    writeFileSync(join(there.root, 'mine.json'), JSON.stringify({ 'kept/one.wav': 'eins', 'kept/two.wav': 'zwei' }));
    expect((await ingest('{ path: "s3://bucket/kept/*.wav", labels: mine.json }', there.root)).samples).toEqual(['bucket/kept/one.wav eins', 'bucket/kept/two.wav zwei']);
    expect((await ingest('{ path: "s3://bucket/kept/*.wav", pattern: "{label}.wav" }', there.root)).samples).toEqual(['bucket/kept/one.wav one', 'bucket/kept/two.wav two']);
    const mixed = await ingest('{ path: "recordings/low/*.wav", labels: "s3://bucket/kept/all.json" }, { path: "s3://bucket/kept/one.wav", label: high }', there.root).catch((error: unknown) => error);
    expect(mixed).toMatchObject({ code: 'IMP_S3_NONE' });
    await put('kept/all.json', JSON.stringify(Object.fromEntries(Array.from({ length: 16 }, (_, i) => [`${i}.wav`, 'low']))));
    const both = await ingest('{ path: "recordings/low/*.wav", labels: "s3://bucket/kept/all.json" }, { path: "s3://bucket/kept/one.wav", label: high }', there.root);
    expect(both.samples).toHaveLength(9);
    expect(both.ran).toEqual(['fetch--bucket', 'fetch--bucket-2', 'ingest']);
  });

  it('are listed beyond one page', async () => {
    mkdirSync(join(server.folder, 'bucket/many'));
    for (let i = 0; i < 1203; i++) writeFileSync(join(server.folder, 'bucket/many', `${i}.wav`), String(i));
    expect(new Set((await listObjects(open(), 'many/')).map(({ key }) => key)).size).toBe(1203);
  });

  it('go on at the byte where the connection broke', async () => {
    const bytes = Buffer.alloc(10_000_000, 'sound');
    await put('large', bytes);
    const [object] = await listObjects(open(), 'large');
    const proxy = await startCuttingProxy(server.environment.AWS_ENDPOINT_URL!);
    proxy.setLimits(Infinity, 3_000_000);
    const ranges: unknown[] = [];
    const ask = open({ AWS_ENDPOINT_URL: proxy.address });
    const path = join(makeFolder(), 'large');
    expect(await fetchObject((method, key, question) => (ranges.push(question?.headers?.range), ask(method, key, question)), object!, path)).toBe(true);
    proxy.close();
    expect(readFileSync(path).equals(bytes)).toBe(true);
    expect(ranges.length).toBeGreaterThanOrEqual(4);
    expect(ranges.slice(1)).not.toContain(undefined);
  });

  it('are refused where keys, bucket or bytes are wrong, and no secret is told or kept', async () => {
    await put('secret/a.wav', tone(8));
    const source = '{ path: "s3://bucket/secret/*.wav", label: x }';
    const { root } = await ingest(source);
    const kept = [process.env.NX_IMPULSE_CACHE!, join(root, '.impulse')];
    for (const name of ['AWS_SECRET_ACCESS_KEY', 'AWS_ACCESS_KEY_ID']) {
      expect(() => execFileSync('grep', ['-rlF', server.environment[name]!, ...kept])).toThrow();
      vi.stubEnv(name, 'wrong-1f3a');
      const error = (await ingest(source, root).catch((caught: unknown) => caught)) as Error;
      expect(error, error.message).toMatchObject({ code: 'IMP_S3_REFUSED', message: expect.stringMatching(/answers 40[34] \w+/) });
      expect(error.message).not.toContain('1f3a');
      vi.stubEnv(name, server.environment[name]!);
    }
    await expect(ingest('{ path: "s3://other/*.wav", label: x }', root)).rejects.toMatchObject({ code: 'IMP_S3_REFUSED', details: { problem: 'answers 404 NoSuchBucket' } });
    await put('secret/b.wav', tone(9));
    const stored = join(server.folder, 'bucket/secret/b.wav');
    writeFileSync(stored, readFileSync(stored).fill(1, 100, 101));
    await expect(ingest(source, root)).rejects.toMatchObject({ code: 'IMP_S3_WRONG', message: expect.stringContaining('"secret/b.wav"') });
    expect(readdirSync(process.env.NX_IMPULSE_CACHE!, { recursive: true }).filter((name) => String(name).endsWith('.part'))).toEqual([]);
    rmSync(stored);
    vi.stubEnv('AWS_ENDPOINT_URL', 'http://127.0.0.1:9');
    await expect(ingest(source, root)).rejects.toMatchObject({ code: 'IMP_S3_AWAY', message: expect.stringContaining('http://127.0.0.1:9') });
  });
});
