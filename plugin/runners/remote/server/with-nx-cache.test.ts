import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { startFaultyServer, WRITE_TOKEN, type FaultyServer } from '../../../../test/faulty-server';
import { makeFolder } from '../../../../test/temp-folder';
import { withNxCache } from './with-nx-cache';

vi.mock('../../../network/limits', async (load) => ({ ...(await load<object>()), RETRY_PAUSES_MS: [1, 1] }));

let remote: FaultyServer;
let said: string[];
beforeEach(async () => {
  remote = await startFaultyServer();
  said = [];
  vi.stubEnv('NX_IMPULSE_CACHE', makeFolder());
  vi.stubEnv('NX_IMPULSE_REMOTE_TOKEN', WRITE_TOKEN);
  vi.spyOn(process.stderr, 'write').mockImplementation((text) => said.push(String(text)) > 0);
});
afterEach(async () => {
  vi.unstubAllEnvs();
  vi.restoreAllMocks();
  await remote.kill();
});

/** Does what Nx does, between the remote and Nx's own end. */
async function asNx(method: string, hash: string, body?: string): Promise<{ status: number; text: string }> {
  let answer = { status: 0, text: '' };
  const exitCode = await withNxCache(remote.address, async (environment) => {
    const { NX_SELF_HOSTED_REMOTE_CACHE_SERVER: address, NX_SELF_HOSTED_REMOTE_CACHE_ACCESS_TOKEN: token } = environment;
    const response = await fetch(`${address}/v1/cache/${hash}`, { method, body, headers: { authorization: `Bearer ${token}` } });
    answer = { status: response.status, text: await response.text() };
    return 7;
  });
  expect(exitCode).toBe(7);
  return answer;
}

describe('Nx, between whom and the remote there is a server that is never down,', () => {
  it('gets from the remote what another Nx put there', async () => {
    expect(await asNx('GET', '1')).toMatchObject({ status: 404 });
    expect(await asNx('PUT', '1', 'artefact')).toMatchObject({ status: 200 });
    expect(await asNx('PUT', '1', 'another')).toMatchObject({ status: 409 });
    expect(await asNx('GET', '1')).toEqual({ status: 200, text: 'artefact' });
    expect(said).toEqual([]);
  });

  it('goes on without a remote that is down', async () => {
    await remote.kill();
    expect(await asNx('GET', '1')).toMatchObject({ status: 404 });
    expect(await asNx('PUT', '1', 'artefact')).toMatchObject({ status: 403 });
    expect(said).toEqual(Array(2).fill(expect.stringMatching(/^ {2}warning {2}IMP_REMOTE_AWAY /)));
  });

  it.each([401, 500])('goes on without a remote that answers %i', async (code) => {
    remote.setFault((_, response) => !!response.writeHead(code).end());
    expect(await asNx('GET', '1')).toMatchObject({ status: 404 });
    expect(said).toHaveLength(1);
  });

  it('gets no wrong bytes', async () => {
    await asNx('PUT', '1', 'artefact');
    remote.setFault((request, response) => request.url!.includes('/objects/') && !!response.end('artefacT'));
    expect(await asNx('GET', '1')).toMatchObject({ status: 404 });
  });
});
