import { execFile, spawnSync } from 'node:child_process';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { readFileSync, readdirSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { promisify } from 'node:util';
import { afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import { buildImage } from '../../plugin/runners/engines/docker/build-image';
import { connectDocker } from '../../plugin/runners/engines/docker/connect';
import { startBucketServer } from '../bucket-server';
import { startCacheServer } from '../cache-server';
import { importTestImage, NO_DOCKER } from '../container-images';
import { makeWav } from '../make-wav';
import { makeFolder } from '../temp-folder';
import { makeToneImpulse, TONE_MANIFEST } from '../tone-impulse';

const cli = resolve(__dirname, '../../plugin/dist/plugin/cli.js');

/** What nobody may find anywhere afterwards, by the variable that holds it. */
const PLANTED = {
  AWS_ACCESS_KEY_ID: 'AKIAPLANTED00000000',
  AWS_SECRET_ACCESS_KEY: 'planted-aws-secret',
  AWS_SESSION_TOKEN: 'planted-aws-session',
  NX_IMPULSE_REMOTE_TOKEN: 'planted-remote-token',
  TEAM_SIGNATURE: 'planted-hmac-value',
  HTTPS_PROXY: 'http://me:planted-proxy-password@127.0.0.1:9',
};
const LOGIN = 'planted-registry-password';
/** What a container is lent instead of the first three. */
const LENT = { AccessKeyId: 'ASIALENT00000000', SecretAccessKey: 'planted-lent-secret', Token: 'planted-lent-session', Expiration: '2099-01-01T00:00:00Z' };
const SECRETS = [LENT.AccessKeyId, LENT.SecretAccessKey, LENT.Token, ...Object.values(PLANTED).map((value) => /planted-proxy-password/.exec(value)?.[0] ?? value), LOGIN];

const secretsIn = (text: string): string[] => SECRETS.filter((secret) => text.includes(secret));
/** Every file, hidden or not. */
const filesIn = (folder: string): string[] =>
  readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile()).map(({ parentPath, name }) => join(parentPath, name));
const filesWithSecrets = (folder: string): string[] => filesIn(folder).filter((file) => secretsIn(readFileSync(file, 'latin1')).length > 0);

/** A manifest whose recordings are signed, and made by a block that prints all that it sees. */
const BLABBING = TONE_MANIFEST.replace('sources: [', 'sources: [{ path: "signed/*.json", hmacKey: "env:TEAM_SIGNATURE", label: "{dir}" }, { block: ../blabber }, ');
const BLABBER = {
  'blabber/block.json': JSON.stringify({ id: 'blabber', kind: 'synthetic', title: 'Blabber', description: 'Prints all.', parameters: { type: 'object', properties: {} } }),
  'blabber/index.cjs': 'exports.generate = async () => { console.log(JSON.stringify(process.env)); throw new Error(`refused: ${JSON.stringify(process.env)}`); };',
};
const SIGNED = {
  protected: { ver: 'v1', alg: 'HS256' },
  signature: '0'.repeat(64),
  payload: { device_name: 'x', device_type: 'x', interval_ms: 1, sensors: [{ name: 'audio', units: 'wav' }], values: [1, 2, 3] },
};

describe('secrets in the environment', () => {
  const cache = join(makeFolder(), 'cache');
  const shared = makeFolder();
  const login = makeFolder({ 'config.json': JSON.stringify({ auths: { 'images.example': { auth: Buffer.from(`me:${LOGIN}`).toString('base64') } } }) });

  async function run(root: string, step: string, more: NodeJS.ProcessEnv = {}): Promise<{ status: number; printed: string }> {
    const server = await startCacheServer(['--folder', shared], { NX_IMPULSE_WRITE_TOKEN: PLANTED.NX_IMPULSE_REMOTE_TOKEN });
    const env = { ...process.env, ...PLANTED, NO_PROXY: '127.0.0.1', DOCKER_CONFIG: login, NX_IMPULSE_REMOTE: server.address, NX_IMPULSE_CACHE: cache, ...more };
    const ran = promisify(execFile)(process.execPath, [cli, 'run', join(root, 'tones'), step], { env });
    const { code = 0, stdout, stderr } = await ran.catch((error) => error);
    await server.end('SIGTERM');
    return { status: code, printed: stdout + stderr + server.lines.join('\n') };
  }

  it('reach no key, artefact, log, published or shared file of a run', async () => {
    const root = makeToneImpulse({ 'nx.json': '{}' });
    const { status, printed } = await run(root, 'split');
    expect([status, secretsIn(printed)]).toEqual([0, []]);
    expect(filesIn(shared).length).toBeGreaterThan(2);
    expect(filesIn(root)).toContain(join(root, 'tones/.impulse/split/key.json'));
    expect([root, cache, shared].flatMap(filesWithSecrets)).toEqual([]);
  });

  it('that are lent for some time reach them no more than others', async () => {
    const shown: string[] = [];
    const lender = createServer(({ headers }, response) => (shown.push(String(headers.authorization)), response.end(JSON.stringify(LENT))));
    await new Promise<void>((listening) => lender.listen(0, '127.0.0.1', listening));
    const bucket = await startBucketServer();
    for (let i = 0; i < 8; i++) bucket.objects.set(`${i % 2 ? 'high' : 'low'}/${i}.wav`, makeWav(Array.from({ length: 2000 }, (_, n) => (n % (i + 5)) * 100), { hz: 8000 }));
    const signed: string[] = [];
    bucket.setFault(({ headers }) => (signed.push(String(headers.authorization)), false));
    const root = makeToneImpulse({ 'nx.json': '{}', 'tones/impulse.yaml': TONE_MANIFEST.replace('recordings/**/*.wav', 's3://bucket/**/*.wav') });
    const { status, printed } = await run(root, 'split', {
      ...{ AWS_ACCESS_KEY_ID: '', AWS_SECRET_ACCESS_KEY: '', AWS_SESSION_TOKEN: '', HOME: makeFolder(), AWS_ENDPOINT_URL: bucket.address },
      AWS_CONTAINER_CREDENTIALS_FULL_URI: `http://127.0.0.1:${(lender.address() as AddressInfo).port}/`,
      AWS_CONTAINER_AUTHORIZATION_TOKEN: PLANTED.NX_IMPULSE_REMOTE_TOKEN,
    });
    lender.close();
    bucket.close();
    expect([status, secretsIn(printed)], printed).toEqual([0, []]);
    expect(new Set(shown)).toEqual(new Set([PLANTED.NX_IMPULSE_REMOTE_TOKEN]));
    expect(signed.filter((line) => !line.includes(`Credential=${LENT.AccessKeyId}/`))).toEqual([]);
    expect([root, cache, shared].flatMap(filesWithSecrets)).toEqual([]);
  });

  it('stay unseen where a step prints its environment, fails, and leaves its envelope', async () => {
    const root = makeToneImpulse({ 'nx.json': '{}', ...BLABBER, 'tones/signed/a.json': JSON.stringify(SIGNED), 'tones/impulse.yaml': BLABBING });
    const { status, printed } = await run(root, 'ingest');
    expect(status).toBe(1);
    expect(printed).toContain('refused');
    expect(printed).toContain('"AWS_SECRET_ACCESS_KEY":"***"');
    expect(filesIn(root)).toContain(join(root, 'tones/.impulse/ingest/step-run.json'));
    expect(filesIn(join(cache, 'logs')).map((file) => readFileSync(file, 'utf8')).join('')).toContain('***');
    expect(secretsIn(printed)).toEqual([]);
    expect([root, cache, shared].flatMap(filesWithSecrets)).toEqual([]);
  });
});

describe.skipIf(NO_DOCKER !== undefined)(`secrets and images (${NO_DOCKER ?? 'by the daemon of this machine'})`, () => {
  let base: string;
  beforeAll(async () => void (base = await importTestImage()));
  afterEach(() => void vi.unstubAllEnvs());

  it('are in no line of a build that fails and no layer of one that does not', async () => {
    for (const [name, value] of Object.entries(PLANTED)) vi.stubEnv(name, value);
    const said: string[] = [];
    const build = async (last: string) =>
      buildImage(await connectDocker(), { name: 'secrets', folder: makeFolder({ Dockerfile: `FROM ${base}\nRUN env; ${last}` }) }, (line) => said.push(line));
    const failure = await build('exit 3').catch((error: unknown) => error as Error);
    expect(failure).toMatchObject({ code: 'IMP_IMAGE_BUILD_FAILED', message: expect.stringContaining('HTTPS_PROXY=http://me:***@') });
    const image = await build('true');
    const history = spawnSync('docker', ['history', '--no-trunc', image], { encoding: 'utf8' }).stdout;
    const inspected = spawnSync('docker', ['inspect', image], { encoding: 'utf8' }).stdout;
    expect(secretsIn([JSON.stringify(failure), (failure as Error).message, ...said, history, inspected].join('\n'))).toEqual([]);
    spawnSync('docker', ['rmi', '-f', image]);
  });

  it('are not in what is said of a registry that cannot be reached', async () => {
    vi.stubEnv('DOCKER_CONFIG', makeFolder({ 'config.json': JSON.stringify({ auths: { '127.0.0.1:9': { auth: Buffer.from(`me:${LOGIN}`).toString('base64') } } }) }));
    const recipe = { name: 'secrets', folder: makeFolder({ Dockerfile: 'FROM 127.0.0.1:9/team/base:1' }) };
    const failure = await buildImage(await connectDocker(), recipe, () => {}).catch((error: unknown) => error as Error);
    expect(failure).toMatchObject({ code: 'IMP_IMAGE_BASE_MISSING' });
    expect(secretsIn(JSON.stringify(failure) + (failure as Error).message)).toEqual([]);
  });
});
