import { execFile } from 'node:child_process';
import { cpSync, existsSync, readFileSync, readdirSync } from 'node:fs';
import { request } from 'node:http';
import { join, resolve } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { listFiles } from '../../plugin/runners/list-files';
import { startCacheServer, type CacheServer } from '../cache-server';
import { copyWorkspace, makeForeignWorkspace, packPlugin, type ForeignWorkspace } from '../foreign-workspace';
import { hasGo, NO_GO, startS3Server } from '../s3-server';
import { makeFolder } from '../temp-folder';
import { makeToneImpulse } from '../tone-impulse';

const cli = resolve(__dirname, '../../plugin/dist/plugin/cli.js');
const WRITE_TOKEN = 'write-5f2c81';
const READ_TOKEN = 'read-90ab3e';
const TOKENS = { NX_IMPULSE_WRITE_TOKEN: WRITE_TOKEN, NX_IMPULSE_READ_TOKEN: READ_TOKEN };

interface Machine {
  root: string;
  environment: NodeJS.ProcessEnv;
}

/** A workspace, and a cache that holds no result. What was compiled for another machine needs not be compiled again. */
function newMachine(environment: Record<string, string>, other?: Machine): Machine {
  const cache = makeFolder();
  if (other) cpSync(join(other.environment.NX_IMPULSE_CACHE!, 'native'), join(cache, 'native'), { recursive: true });
  return { root: join(makeToneImpulse(), 'tones'), environment: { ...process.env, ...environment, NX_IMPULSE_CACHE: cache } };
}

async function run({ root, environment }: Machine, ...steps: string[]): Promise<{ said: string; summary: string }> {
  const { stdout, stderr } = await promisify(execFile)(process.execPath, [cli, 'run', root, ...steps], { env: environment });
  return { said: stderr, summary: stdout.trim() };
}

/** Step -> digest of its artefact. */
function treesOf({ root }: Machine): Record<string, string> {
  const published = join(root, '.impulse');
  const treeOf = (id: string): string => JSON.parse(readFileSync(join(published, id, 'artefact.json'), 'utf8')).tree as string;
  return Object.fromEntries(readdirSync(published).sort().map((id) => [id, treeOf(id)]));
}

const warningsIn = (said: string): string[] => said.split('\n').filter((line) => line.includes('warning'));

describe('two workspaces that share a cache server', () => {
  const folder = makeFolder();
  let server: CacheServer;
  let first: Machine;
  const remote = (token = WRITE_TOKEN): Record<string, string> => ({ NX_IMPULSE_REMOTE: server.address, NX_IMPULSE_REMOTE_TOKEN: token });
  beforeAll(async () => {
    server = await startCacheServer(['--folder', folder], TOKENS);
    first = newMachine(remote());
    expect((await run(first, 'quantize')).summary).toMatch(/ steps: \d+ ran, 0 from the cache$/);
  });
  afterAll(() => server.end('SIGKILL'));

  it('are told how by the server', () => {
    expect(server.lines.slice(0, 3).join('\n')).toMatch(/keeps results in .*[^]*NX_IMPULSE_REMOTE=http:[^]*NX_SELF_HOSTED_REMOTE_CACHE_SERVER=http:/);
  });

  it('get the same artefacts, and the second one runs no step', async () => {
    const second = newMachine(remote(READ_TOKEN));
    const { said, summary } = await run(second, 'quantize');
    expect(summary).toMatch(/ steps: 0 ran, \d+ from the cache$/);
    expect(warningsIn(said)).toEqual([]);
    expect(treesOf(second)).toEqual(treesOf(first));
  });

  it('leave no token in caches, artefacts, the server or its log', () => {
    const published = join(first.root, '.impulse');
    const folders = [first.environment.NX_IMPULSE_CACHE!, folder, ...readdirSync(published).map((id) => join(published, id))];
    const files = folders.flatMap((where) => listFiles(where).map((name) => join(where, name)));
    expect(files.length).toBeGreaterThan(20);
    for (const token of [WRITE_TOKEN, READ_TOKEN]) {
      expect(files.filter((file) => readFileSync(file).includes(token))).toEqual([]);
      expect(server.lines.filter((line) => line.includes(token))).toEqual([]);
    }
  });

  it('get on without the server when it is killed in mid-run, with one warning', async () => {
    const mortal = await startCacheServer(['--folder', folder], TOKENS);
    const machine = newMachine({ ...remote(), NX_IMPULSE_REMOTE: mortal.address }, first);
    const watch = setInterval(() => mortal.lines.some((line) => line.includes('/runs/')) && mortal.process.kill('SIGKILL'), 1);
    const { said, summary } = await run(machine, 'features');
    clearInterval(watch);
    expect(summary).toMatch(/ steps: [1-9]\d* ran, /);
    expect(warningsIn(said)).toEqual([expect.stringMatching(/IMP_REMOTE_AWAY/)]);
    expect(treesOf(first)).toMatchObject(treesOf(machine));
  });

  it('find nothing of an upload during which the server was killed, and the next server cleans up', async () => {
    const place = makeFolder();
    const mortal = await startCacheServer(['--folder', place], TOKENS);
    const headers = { authorization: `Bearer ${WRITE_TOKEN}`, 'content-length': 99 };
    const upload = request(`${mortal.address}/v1/cache/1`, { method: 'PUT', headers });
    upload.on('error', () => {}).write('half');
    await vi.waitFor(() => expect(listFiles(place)).toHaveLength(1), { timeout: 30_000 });
    await mortal.end('SIGKILL');
    const next = await startCacheServer(['--folder', place], TOKENS);
    expect(listFiles(place)).toEqual([]);
    expect(await next.end('SIGTERM')).toBe(0);
  });

  it.skipIf(!hasGo())(`do the same by S3, with and without a server between (${NO_GO})`, async () => {
    const s3 = await startS3Server();
    try {
      const direct = { ...s3.environment, NX_IMPULSE_REMOTE: 's3://bucket/impulses' };
      expect((await run(newMachine(direct, first), 'features')).said).not.toContain('warning');
      const second = newMachine(direct);
      expect((await run(second, 'features')).summary).toMatch(/ steps: 0 ran, /);
      expect(treesOf(first)).toMatchObject(treesOf(second));
      const between = await startCacheServer(['--remote', 's3://bucket/impulses'], { ...TOKENS, ...s3.environment });
      const third = newMachine({ ...remote(), NX_IMPULSE_REMOTE: between.address });
      expect((await run(third, 'features')).summary).toMatch(/ steps: 0 ran, /);
      await between.end('SIGTERM');
    } finally {
      s3.kill();
    }
  });
});

describe("Nx's own remote cache on the server", () => {
  let server: CacheServer;
  let first: ForeignWorkspace;
  let second: ForeignWorkspace;
  beforeAll(async () => {
    server = await startCacheServer(['--folder', makeFolder()], TOKENS);
    first = makeForeignWorkspace();
    cpSync(makeToneImpulse(), first.root, { recursive: true });
    first.run('npm', 'install', '--silent', '--prefer-offline', `file:${packPlugin()}`);
    first.write('nx.json', JSON.stringify({ analytics: false, neverConnectToCloud: true, plugins: ['nx-impulse'] }));
    second = copyWorkspace(first);
    for (const { environment } of [first, second]) environment.NX_IMPULSE_CACHE = makeFolder();
  });
  afterAll(() => server.end('SIGKILL'));

  function useRemote({ environment }: ForeignWorkspace, token: string): void {
    Object.assign(environment, { NX_SELF_HOSTED_REMOTE_CACHE_SERVER: server.address, NX_SELF_HOSTED_REMOTE_CACHE_ACCESS_TOKEN: token });
  }

  function editIn({ root, write }: ForeignWorkspace, from: string, to: string): void {
    write('tones/impulse.yaml', readFileSync(join(root, 'tones/impulse.yaml'), 'utf8').replace(from, to));
  }

  it('gives a second workspace everything that the first made', () => {
    useRemote(first, WRITE_TOKEN);
    useRemote(second, READ_TOKEN);
    expect(first.nx('run', 'tones:features')).toMatch(/^ +ran {6}features/m);
    const output = second.nx('run', 'tones:features');
    expect(output).toMatch(/tones:features--mfe +\[remote cache\]/);
    expect(existsSync(join(second.environment.NX_IMPULSE_CACHE!, 'runs'))).toBe(false);
    const artefact = 'tones/.impulse/features--mfe/artefact.json';
    expect(readFileSync(join(second.root, artefact), 'utf8')).toBe(readFileSync(join(first.root, artefact), 'utf8'));
  });

  it('takes nothing from a pull request, which goes on none the less', async () => {
    editIn(second, 'coefficients: 6', 'coefficients: 7');
    expect(second.nx('run', 'tones:features')).toMatch(/^ +ran {6}features--mfe/m);
    await vi.waitFor(() => expect(server.lines.filter((line) => /^PUT .* 403$/.test(line))).toHaveLength(1), { timeout: 30_000 });
  });

  it('fails a run of Nx when it is down, and none of "nx-impulse nx"', async () => {
    for (const name of ['SERVER', 'ACCESS_TOKEN']) delete second.environment[`NX_SELF_HOSTED_REMOTE_CACHE_${name}`];
    Object.assign(second.environment, { NX_IMPULSE_REMOTE: server.address, NX_IMPULSE_REMOTE_TOKEN: WRITE_TOKEN, NX_CACHE_DIRECTORY: makeFolder() });
    editIn(second, 'coefficients: 7', 'coefficients: 6');
    const nxBy = (): string => second.run('npx', 'nx-impulse', 'nx', '--', 'run', 'tones:features');
    expect(nxBy()).toMatch(/tones:features--mfe +\[remote cache\]/);
    await server.end('SIGTERM');
    editIn(second, 'coefficients: 6', 'coefficients: 8');
    expect(nxBy()).toMatch(/^ +ran {6}features--mfe/m);
    useRemote(second, WRITE_TOKEN);
    editIn(second, 'coefficients: 8', 'coefficients: 9');
    expect(() => second.nx('run', 'tones:features')).toThrow();
  });
});
