import { execFileSync } from 'node:child_process';
import { hostname } from 'node:os';
import { join, resolve } from 'node:path';
import { beforeAll, describe, expect, it, vi } from 'vitest';
import { buildImage } from '../../plugin/runners/engines/docker/build-image';
import { connectDocker, isRemoteDaemon } from '../../plugin/runners/engines/docker/connect';
import { importTestImage, NO_DOCKER } from '../container-images';
import { makeFolder } from '../temp-folder';
import { makeToneImpulse } from '../tone-impulse';

const docker = (...args: string[]): string => execFileSync('docker', args, { encoding: 'utf8' }).trim();

describe.skipIf(NO_DOCKER !== undefined)(`images of blocks (${NO_DOCKER ?? 'by the daemon of this machine'})`, () => {
  let base: string;
  beforeAll(async () => void (base = await importTestImage()));

  async function build(files: Record<string, string>, args: Record<string, string> = {}): Promise<{ image: string; said: string[] }> {
    const said: string[] = [];
    const image = await buildImage(await connectDocker(), { name: 'case', folder: makeFolder(files), args }, (line) => said.push(line));
    return { image, said };
  }

  it('are built once for what they are made of, and again for anything else', async () => {
    const files = { Dockerfile: `ARG WORD=one\nFROM ${base}\nARG WORD\nCOPY . /block\nRUN echo $WORD > /word`, 'main.sh': 'echo main', '.dockerignore': '*.log', 'run.log': 'a' };
    const first = await build(files);
    expect(first.said).toContainEqual(expect.stringContaining('RUN echo $WORD'));
    expect(docker('run', '--rm', first.image, 'cat', '/word')).toBe('one');
    const again = await build({ ...files, 'run.log': 'b' });
    expect(again).toEqual({ image: first.image, said: [] });
    const others = [await build({ ...files, 'main.sh': 'echo other' }), await build(files, { WORD: 'two' })];
    expect(new Set([first, ...others].map(({ image }) => image)).size).toBe(3);
    docker('rmi', '-f', first.image, ...others.map(({ image }) => image));
  });

  it('may trust the certificates of a company, which are part of no key and of no variable of the image', async () => {
    const files = { Dockerfile: `FROM ${base}\nRUN cat $SSL_CERT_FILE > /trusted` };
    vi.stubEnv('IMPULSE_CA_BUNDLE', join(makeFolder({ 'ca.crt': 'PEM' }), 'ca.crt'));
    const { image } = await build(files);
    expect(docker('run', '--rm', image, 'cat', '/trusted')).toBe('PEM');
    expect(docker('run', '--rm', image, 'env')).not.toContain('SSL_CERT_FILE');
    vi.stubEnv('IMPULSE_CA_BUNDLE', join(makeFolder({ 'ca.crt': 'another' }), 'ca.crt'));
    expect((await build(files)).image).toBe(image);
    docker('rmi', '-f', image);
    vi.unstubAllEnvs();
  });

  it('are built from Dockerfiles that were written for BuildKit and its caches', async () => {
    const { image } = await build({ Dockerfile: `# syntax = docker/dockerfile:experimental@sha256:3c24\nFROM ${base} as one\nRUN --mount=type=cache,target=/var/cache,sharing=locked \\\n  echo cached > /word` });
    expect(docker('run', '--rm', image, 'cat', '/word')).toBe('cached');
    docker('rmi', '-f', image);
  });

  it('that cannot be built show the last lines', async () => {
    await expect(build({ Dockerfile: `FROM ${base}\nRUN echo before; exit 3` })).rejects.toMatchObject({
      code: 'IMP_IMAGE_BUILD_FAILED',
      message: expect.stringMatching(/returned a non-zero code: 3[^]*before/),
    });
  });

  it('name the base that is not to be had', async () => {
    await expect(build({ Dockerfile: 'FROM nx-impulse/no-such-base:1' })).rejects.toMatchObject({
      code: 'IMP_IMAGE_BASE_MISSING',
      details: { image: 'nx-impulse/no-such-base:1', name: 'case' },
    });
  });

  it('of a runner that was killed leave no container behind for the next one', async () => {
    const orphan = docker('run', '-d', '--label', `nx-impulse.owner=${hostname()}:4194303`, base, 'sleep', '65');
    const other = docker('run', '-d', '--label', 'nx-impulse.owner=elsewhere:1', base, 'sleep', '65');
    vi.resetModules();
    await (await import('../../plugin/runners/engines/docker/connect')).connectDocker();
    const left = docker('ps', '-aq', '--no-trunc').split('\n');
    expect(left).not.toContain(orphan);
    expect(left).toContain(other);
    docker('rm', '-f', other);
  });
});

describe('a daemon', () => {
  it('that does not answer is named', async () => {
    const folder = makeFolder();
    vi.stubEnv('DOCKER_HOST', `unix://${folder}/docker.sock`);
    vi.resetModules();
    const { connectDocker: connect } = await import('../../plugin/runners/engines/docker/connect');
    await expect(connect()).rejects.toMatchObject({ code: 'IMP_DOCKER_UNREACHABLE', message: expect.stringContaining(`${folder}/docker.sock`) });
    vi.unstubAllEnvs();
  });

  it.each([
    [{}, false], [{ DOCKER_HOST: 'unix:///var/run/docker.sock' }, false], [{ DOCKER_HOST: 'tcp://127.0.0.1:2375' }, false],
    [{ DOCKER_HOST: 'tcp://build.example:2376' }, true], [{ DOCKER_HOST: 'ssh://me@build.example' }, true],
    [{ DOCKER_HOST: 'tcp://localhost:2375', IMPULSE_DOCKER_REMOTE: '1' }, true],
  ])('named by %j has another disk: %s', (environment, remote) => expect(isRemoteDaemon(environment)).toBe(remote));
});

describe('explain', () => {
  const cli = resolve(__dirname, '../../plugin/dist/plugin/cli.js');
  const folder = makeToneImpulse({ 'nx.json': '{ "plugins": [{ "plugin": "nx-impulse", "options": { "runner": { "steps": { "train": "docker" } } } }] }' });

  function explain(environment: Record<string, string>): string {
    const env = { ...process.env, NX_IMPULSE_CACHE: join(makeFolder(), 'cache'), ...environment };
    return execFileSync(process.execPath, [cli, 'explain', join(folder, 'tones'), 'train'], { env, encoding: 'utf8' });
  }

  it('says where a step would run, and whose tools it goes by where no daemon answers', () => {
    expect(explain({ DOCKER_HOST: `unix://${folder}/docker.sock` })).toMatch(/runner {4}docker \(no Docker daemon answers: foretold by the tools of this machine\)/);
    expect(explain({ IMPULSE_RUNNER: 'local' })).toMatch(/runner {4}local$/m);
  });

  it.skipIf(NO_DOCKER !== undefined)(`builds no image (${NO_DOCKER ?? 'of a base that there is not'})`, () => {
    expect(explain({ IMPULSE_DOCKER_BASE: 'nx-impulse-test/no-such-base:1' })).toContain('docker (its image is not built yet: foretold by');
  });
});
