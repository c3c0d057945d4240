import { execFile } from 'node:child_process';
import { existsSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { type BucketServer, startBucketServer } from '../bucket-server';
import { startCacheServer, type CacheServer } from '../cache-server';
import { makeWav } from '../make-wav';
import { makeFolder } from '../temp-folder';
import { type Certificate, hasOpenssl, type Listening, NO_OPENSSL, signCertificate, startTlsFront, startTunnels } from '../tls-front';
import { makeToneImpulse, TONE_MANIFEST } from '../tone-impulse';

const cli = resolve(__dirname, '../../plugin/dist/plugin/cli.js');
const SOURCES = 'sources: [{ path: "s3://bucket/in/**/*.wav", label: "{dir}" }]';

describe.skipIf(!hasOpenssl())(`a company's proxy before servers that speak TLS, with an authority of its own (${NO_OPENSSL})`, () => {
  let certificate: Certificate;
  let bucket: BucketServer;
  let cache: CacheServer;
  let front: Listening;
  const asked: string[] = [];
  beforeAll(async () => {
    certificate = signCertificate('DNS:storage.test', 'DNS:cache.test', 'IP:127.0.0.1');
    bucket = await startBucketServer();
    for (let i = 0; i < 8; i++) bucket.objects.set(`in/${i % 2 ? 'high' : 'low'}/${i}.wav`, makeWav(Array.from({ length: 2000 }, (_, n) => (n % (i + 5)) * 100), { hz: 8000 }));
    cache = await startCacheServer(['--folder', makeFolder()], { NX_IMPULSE_WRITE_TOKEN: 'write-token-7c1d' });
    const portOf = (address: string): number => Number(new URL(address).port);
    front = await startTlsFront(certificate, { 'storage.test': portOf(bucket.address), 'cache.test': portOf(cache.address) });
  });
  beforeEach(() => void asked.splice(0));
  afterAll(async () => {
    front.close();
    bucket.close();
    await cache.end('SIGKILL');
  });

  /** Runs the impulse up to its split on a machine that has nothing yet. */
  async function run(proxy: string, environment: NodeJS.ProcessEnv): Promise<{ code: number; said: string; root: string }> {
    const root = join(makeToneImpulse({ 'nx.json': '{}' }), 'tones');
    writeFileSync(join(root, 'impulse.yaml'), TONE_MANIFEST.replace(/sources: .*/, SOURCES));
    const env = {
      ...process.env, ...environment, HTTPS_PROXY: proxy, NO_PROXY: '', NX_IMPULSE_CACHE: makeFolder(),
      ...{ AWS_ENDPOINT_URL: 'https://storage.test', AWS_ACCESS_KEY_ID: 'A', AWS_SECRET_ACCESS_KEY: 'secret' },
      ...{ NX_IMPULSE_REMOTE: 'https://cache.test', NX_IMPULSE_REMOTE_TOKEN: 'write-token-7c1d' },
    };
    const { code = 0, stdout, stderr } = await promisify(execFile)(process.execPath, [cli, 'run', root, 'split'], { env }).catch((error) => error);
    return { code, said: stdout + stderr, root };
  }

  it.each([['plain HTTP', 'http'], ['TLS', 'https']])('spoken to in %s: objects come through its tunnels, and results of one machine to the next', async (_, protocol) => {
    const tunnels = await startTunnels(front.port, asked, protocol === 'https' ? certificate : undefined);
    const through = `${protocol}://me:p%40ss@127.0.0.1:${tunnels.port}`;
    const [first, second] = [await run(through, { NODE_EXTRA_CA_CERTS: certificate.authority }), await run(through, { NODE_EXTRA_CA_CERTS: certificate.authority })];
    tunnels.close();
    expect(first, first.said).toMatchObject({ code: 0 });
    expect(second, second.said).toMatchObject({ code: 0 });
    expect(second.said).toMatch(/split: [^\n]*cache|0 ran/);
    expect(existsSync(join(second.root, '.impulse/split/artefact.json'))).toBe(true);
    expect(new Set(asked)).toEqual(new Set(['storage.test:443 me:p@ss', 'cache.test:443 me:p@ss']));
  });

  it('is not led to servers whose certificate nobody vouches for, and says how to vouch for it', async () => {
    const tunnels = await startTunnels(front.port, asked);
    const requests = bucket.requests.length;
    const { code, said } = await run(`http://127.0.0.1:${tunnels.port}`, { NODE_EXTRA_CA_CERTS: '' });
    tunnels.close();
    expect(code).toBe(1);
    expect(said).toMatch(/IMP_S3_AWAY +The bucket "bucket" of https:\/\/storage\.test shows a certificate that this machine does not trust \(\w+\); NODE_EXTRA_CA_CERTS/);
    expect(asked).toContain('storage.test:443 ');
    expect(bucket.requests).toHaveLength(requests);
  });
});
