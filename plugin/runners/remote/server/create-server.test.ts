import { spawnSync } from 'node:child_process';
import { readdirSync, rmSync, writeFileSync } from 'node:fs';
import { request as openRequest, type Server } from 'node:http';
import { join } from 'node:path';
import { afterAll, afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { makeFolder } from '../../../../test/temp-folder';
import { digestText } from '../../digest';
import { listFiles } from '../../list-files';
import { createCacheServer } from './create-server';
import { openFolderStore } from './folder-store';
import { listen, stop } from './run-server';

const READ = 'read-90ab3e';
const WRITE = 'write-5f2c81';
const MAX_BYTES = 5000;

let folder: string;
let workplace: string;
let server: Server;
let address: string;
let log: string[];

async function start(root: string): Promise<void> {
  [folder, workplace, log] = [root, makeFolder(), []];
  server = createCacheServer({
    remote: openFolderStore(folder), tokens: { read: READ, write: WRITE }, maxBytes: MAX_BYTES, workplace, log: (line) => log.push(line),
  });
  address = await listen(server, 0, '127.0.0.1');
}
beforeEach(() => start(makeFolder()));
afterEach(() => stop(server));

interface Asked {
  token?: string;
  body?: string;
}

async function ask(method: string, path: string, { token = WRITE, body }: Asked = {}): Promise<{ status: number; text: string }> {
  const answer = await fetch(address + path, { method, body, headers: { authorization: `Bearer ${token}` } });
  return { status: answer.status, text: await answer.text() };
}
const status = async (...args: Parameters<typeof ask>): Promise<number> => (await ask(...args)).status;

/** Whatever else the machine does meanwhile. */
const soon = (claim: () => void): Promise<void> => vi.waitFor(claim, { timeout: 30_000 });
const object = (text: string): string => `/v1/store/objects/${digestText(text)}`;
const run = `/v1/store/runs/${digestText('key')}`;
const nx = '/v1/cache/1234567890';

describe.each([
  ['an object', object('text'), 'text'],
  ['a run', run, digestText('record')],
  ['an artefact of Nx', nx, 'artefact'],
  ['a ref of Nx', '/v1/store/nx/1234567890', digestText('artefact')],
])('%s', (_, path, body) => {
  it('comes back as it was put', async () => {
    expect(await status('GET', path)).toBe(404);
    expect(await status('PUT', path, { body })).toBe(200);
    expect(await ask('GET', path)).toEqual({ status: 200, text: body });
  });

  it('is for those alone who have a token', async () => {
    await ask('PUT', path, { body });
    expect(await status('GET', path, { token: 'other' })).toBe(401);
    expect((await fetch(address + path)).status).toBe(401);
    expect(await ask('GET', path, { token: READ })).toEqual({ status: 200, text: body });
  });

  it('is not taken from a token that only reads', async () => {
    expect(await status('PUT', path, { body, token: READ })).toBe(403);
    expect(await status('GET', path)).toBe(404);
  });

  it('needs a length that is not too large', async () => {
    expect(await status('PUT', path, { body: 'x'.repeat(MAX_BYTES + 1) })).toBe(413);
    const chunks = { body: new Blob([body]).stream(), duplex: 'half' } as RequestInit;
    const { status: unsized } = await fetch(address + path, { method: 'PUT', headers: { authorization: `Bearer ${WRITE}` }, ...chunks });
    expect(unsized).toBe(411);
    expect(listFiles(folder)).toEqual([]);
  });

  it('leaves nothing behind where its upload is cut off', async () => {
    const request = openRequest(address + path, { method: 'PUT', headers: { authorization: `Bearer ${WRITE}`, 'content-length': 64 } });
    request.on('error', () => {});
    request.write('half');
    await soon(() => expect(/\/store\/(runs|nx)\//.test(path) || readdirSync(workplace).length).toBeTruthy());
    request.destroy();
    await soon(() => expect([...listFiles(folder), ...readdirSync(workplace)]).toEqual([]));
  });
});

describe('the server', () => {
  it('writes a run and an artefact of Nx once', async () => {
    await ask('PUT', nx, { body: 'first' });
    expect(await status('PUT', nx, { body: 'second' })).toBe(409);
    expect((await ask('GET', nx)).text).toBe('first');
    await ask('PUT', run, { body: digestText('first') });
    expect(await status('PUT', run, { body: digestText('second') })).toBe(412);
    expect((await ask('GET', run)).text).toBe(digestText('first'));
  });

  it('takes no object whose name is not its digest, and no ref that is none', async () => {
    expect(await status('PUT', object('text'), { body: 'test' })).toBe(422);
    expect(await status('PUT', run, { body: '/etc/passwd' })).toBe(422);
    expect(listFiles(folder)).toEqual([]);
  });

  it('goes on with an object where the client asks it to', async () => {
    await ask('PUT', object('0123456789'), { body: '0123456789' });
    const answer = await fetch(address + object('0123456789'), { headers: { authorization: `Bearer ${READ}`, range: 'bytes=4-' } });
    expect([answer.status, answer.headers.get('content-range'), await answer.text()]).toEqual([206, 'bytes 4-9/10', '456789']);
  });

  it('lets nobody out of its folder, and knows its paths alone', async () => {
    for (const path of ['/', '/v1/cache/..%2f..%2fsecret', '/v1/store/objects/abc', '/v1/store/runs/../../x', '/v1/cache/a.b']) {
      expect([path, await status('GET', path)]).toEqual([path, 404]);
    }
    expect(await status('DELETE', nx)).toBe(405);
  });

  it('answers whether it is well without a token', async () => {
    expect(await (await fetch(`${address}/health`)).text()).toBe('ok');
  });

  it('logs what was asked, without tokens', async () => {
    await ask('PUT', nx, { body: 'x' });
    await ask('GET', `${nx}?token=${WRITE}`, { token: 'wrong-token' });
    expect(log).toEqual([`PUT ${nx} 200`, `GET ${nx} 401`]);
  });

  it('calls a rotten artefact of Nx a miss', async () => {
    await ask('PUT', nx, { body: 'artefact' });
    const path = join(folder, 'objects', digestText('artefact').slice(0, 2), digestText('artefact').slice(2));
    rmSync(path);
    writeFileSync(path, 'artefacT');
    expect(await status('GET', nx)).toBe(404);
  });

  it('refuses an address that is taken', async () => {
    const port = Number(new URL(address).port);
    await expect(listen(createCacheServer({} as never), port, '127.0.0.1')).rejects.toMatchObject({ code: 'IMP_SERVER_ADDRESS' });
  });

  it('lets an upload that is going on come to its end when it is stopped', async () => {
    const request = openRequest(address + nx, { method: 'PUT', headers: { authorization: `Bearer ${WRITE}`, 'content-length': 8 } });
    const answered = new Promise<number>((resolve) => request.on('response', (answer) => resolve(answer.statusCode!)));
    request.write('arte');
    await soon(() => expect(readdirSync(workplace)).toHaveLength(1));
    const stopped = stop(server);
    request.end('fact');
    expect(await answered).toBe(200);
    await stopped;
  });
});

const full = makeFolder();
const canMount = spawnSync('mount', ['-t', 'tmpfs', '-o', 'size=4k', 'tmpfs', full]).status === 0;
afterAll(() => void (canMount && spawnSync('umount', [full])));

describe.skipIf(!canMount)('on a full disk (needs the right to mount a small one)', () => {
  it('the server says so, keeps nothing half-written, and Nx goes on', async () => {
    await stop(server);
    await start(full);
    const large = 'x'.repeat(MAX_BYTES);
    expect(await status('PUT', object(large), { body: large })).toBe(507);
    expect(await status('PUT', nx, { body: large })).toBe(403);
    expect(listFiles(full)).toEqual([]);
    expect(await status('GET', object(large))).toBe(404);
  });
});
