import { execFileSync, spawn, spawnSync } from 'node:child_process';
import { existsSync, renameSync } from 'node:fs';
import { createServer, type AddressInfo } from 'node:net';
import { join } from 'node:path';
import { AwsClient } from 'aws4fetch';
import { vi } from 'vitest';
import { acquireLock } from '../plugin/files/lock';
import { cacheRoot } from '../plugin/paths';
import { makeFolder } from './temp-folder';

/** Checks signatures and checksums, unlike the servers that others test against. */
const PACKAGE = 'github.com/versity/versitygw';
const VERSION = 'v1.8.0';

export const NO_GO = 'needs go, which builds the S3 server';
export const hasGo = (): boolean => spawnSync('go', ['version']).status === 0;

export interface S3Server {
  /** The variables AWS_* that lead to it. */
  environment: Record<string, string>;
  /** Holds the buckets. */
  folder: string;
  client: AwsClient;
  url(path: string): string;
  kill(): void;
}

/** A real S3 server on this machine, with a bucket named `bucket`. Its first build takes some minutes. */
export async function startS3Server(): Promise<S3Server> {
  const folder = makeFolder();
  const port = await freePort();
  const [accessKeyId, secretAccessKey] = ['ACCESS0KEY', 'secret-3d1b77'];
  const keys = { ROOT_ACCESS_KEY: accessKeyId, ROOT_SECRET_KEY: secretAccessKey };
  const child = spawn(await buildServer(), ['--port', `127.0.0.1:${port}`, 'posix', folder], { env: { ...process.env, ...keys }, stdio: 'ignore' });
  const endpoint = `http://127.0.0.1:${port}`;
  const client = new AwsClient({ accessKeyId, secretAccessKey, service: 's3', region: 'us-east-1', retries: 0 });
  await vi.waitFor(async () => {
    const { status } = await client.fetch(`${endpoint}/bucket`, { method: 'PUT' });
    if (status !== 200) throw new Error(`creating the bucket: ${status}`);
  }, { timeout: 20_000, interval: 100 });
  const credentials = { AWS_ACCESS_KEY_ID: accessKeyId, AWS_SECRET_ACCESS_KEY: secretAccessKey };
  return {
    environment: { AWS_ENDPOINT_URL: endpoint, AWS_REGION: 'us-east-1', ...credentials },
    folder,
    client,
    url: (path) => `${endpoint}/bucket/${path}`,
    kill: () => void child.kill('SIGKILL'),
  };
}

/** Several test files may ask for it at the same time. */
async function buildServer(): Promise<string> {
  const folder = join(cacheRoot(), 'versitygw', VERSION);
  const server = join(folder, 'versitygw');
  const lock = await acquireLock(join(cacheRoot(), 'locks', 'versitygw'));
  try {
    if (existsSync(server)) return server;
    const partial = `${folder}.partial`;
    execFileSync('go', ['install', `${PACKAGE}/cmd/versitygw@${VERSION}`], { env: { ...process.env, GOBIN: partial }, stdio: 'ignore' });
    renameSync(partial, folder);
    return server;
  } finally {
    lock.release();
  }
}

function freePort(): Promise<number> {
  return new Promise((resolve) => {
    const probe = createServer().listen(0, '127.0.0.1', () => {
      const { port } = probe.address() as AddressInfo;
      probe.close(() => resolve(port));
    });
  });
}
