import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { describe, expect, it, vi } from 'vitest';
import type { ImpulseError } from '../../plugin/errors';
import type { ContainerSpec } from '../../plugin/manifest/manifest';
import { openContainers } from '../../plugin/runners/blocks/block-containers';
import { connectDocker } from '../../plugin/runners/engines/docker/connect';
import { PINS, type StepRun } from '../../plugin/runners/envelope';
import type { ContainerRun } from '../../plugin/steps/step';
import { importTestImage, NO_DOCKER, TEST_IMAGE } from '../container-images';
import { makeFolder } from '../temp-folder';

const RESULT = '{"apiVersion":"impulse-step/v1","status":"ok","metrics":{"files":2}}';

describe.skipIf(NO_DOCKER)('blocks in containers', { timeout: 60_000 }, () => {
  it('get step-run.json, write below their output, and say what they found', async () => {
    const { step, output } = await makeBlock(`
      set -e
      grep -q '"rate": 8000' $1 && test -f /impulse/inputs/data/a.txt
      cat /impulse/inputs/data/a.txt > /impulse/output/b.txt
      echo '::progress {"message":"half","done":0.5}'
      echo '${RESULT}' > /impulse/run/step-result.json`);
    expect(await step()).toEqual({ files: 2 });
    expect(readFileSync(join(output, 'b.txt'), 'utf8')).toBe('hello\n');
  });

  it.each([
    ['end with an exit code', 'echo reading; echo "no such column" >&2; exit 3', 'IMP_STEP_DIED', /exit code 3[^]*no such column/],
    ['say themselves what is wrong', `echo '{"apiVersion":"impulse-step/v1","status":"failed","errors":[{"message":"the file is empty."}]}' > /impulse/run/step-result.json; exit 1`, 'IMP_BLOCK_FAILED', /failed: the file is empty\./],
    ['write nothing', 'echo done', 'IMP_BLOCK_RESULT', /step-result.json is missing[^]*done/],
    ['leave a result that is no JSON', 'echo oops > /impulse/run/step-result.json', 'IMP_BLOCK_RESULT', /is no JSON/],
    ['leave a result of another form', 'echo {} > /impulse/run/step-result.json', 'IMP_BLOCK_RESULT', /apiVersion/],
    ['write too much', 'dd if=/dev/zero of=/impulse/output/big bs=1M count=64; sleep 30', 'IMP_BLOCK_TOO_MUCH', /more than 20000000 bytes/],
    ['write outside of their folder', 'echo x > /opt.txt', 'IMP_STEP_DIED', /Read-only file system/],
    ['write to their input', 'echo x > /impulse/inputs/data/a.txt', 'IMP_STEP_DIED', /Read-only file system/],
    ['print what is no UTF-8', `printf '\\377\\376 bad\\n'; exit 1`, 'IMP_STEP_DIED', /\uFFFD\uFFFD bad/],
    ['run out of memory and end well', `head -c 400000000 /dev/zero | tail -c 399999999 > /dev/null; echo '${RESULT}' > /impulse/run/step-result.json; exit 0`, 'IMP_STEP_MEMORY', /memory/],
    ['take too long', 'sleep 60', 'IMP_STEP_TIMEOUT', /more than 5 s/],
  ])('that %s become one error with the last lines and the command to repeat them', async (_, script, code, message) => {
    vi.stubEnv('IMPULSE_BLOCK_DISK_BYTES', '20000000');
    const { step } = await makeBlock(script, { timeoutS: 5, memoryBytes: 32e6 });
    const error = await step().catch((reason: unknown) => reason);
    expect(error).toMatchObject({ code, message: expect.stringMatching(message), fix: expect.stringContaining('npx nx-impulse run-step') });
    vi.unstubAllEnvs();
  });

  it('that print a secret show it to nobody', async () => {
    vi.stubEnv('ACME_TOKEN', 'token-123456');
    const { run } = await makeBlock('echo "$ACME_TOKEN and $KEY"; exit 1', {}, { environment: ['ACME_TOKEN'] });
    const error = await run({ argv: [], mounts: [], secrets: { KEY: 'k-1' } }).catch((reason: unknown) => reason);
    expect(error).toMatchObject({ code: 'IMP_STEP_DIED', message: expect.stringContaining('*** and ***') });
    vi.unstubAllEnvs();
  });

  it('without a Dockerfile or an image are told so', async () => {
    const { step } = await makeBlock('', {}, { image: undefined });
    await expect(step()).rejects.toMatchObject({ code: 'IMP_BLOCK_NO_IMAGE', fix: expect.stringContaining('add one') });
  });

  it('answer requests, warm, without a way out into any network', async () => {
    const { serve, id } = await makeBlock(SERVER);
    const server = await serve();
    try {
      expect(await server.get('/parameters')).toEqual({ version: 1 });
      expect(await server.post('/cgi-bin/echo', { features: [1, 2] })).toEqual({ got: { features: [1, 2] } });
      expect(await networksOf(id)).toEqual([expect.objectContaining({ Internal: true })]);
    } finally {
      await server.close();
    }
  });

  it.each([
    ['die in mid-batch', '/cgi-bin/die', /gave no proper answer to .*: |ended before its work was done|vanished while it worked/],
    ['answer with something else', '/text', /it is no JSON/],
    ['know no such path', '/nowhere', /status 404/],
  ])('that %s become one error as well', async (_, path, message) => {
    const { serve } = await makeBlock(SERVER);
    const server = await serve();
    const error = await server.get(path).catch((reason: unknown) => reason);
    await server.close();
    expect(error).toMatchObject({ message: expect.stringMatching(message), fix: expect.stringContaining('npx nx-impulse run-step') });
    expect(['IMP_BLOCK_ANSWER', 'IMP_STEP_DIED', 'IMP_STEP_LOST']).toContain((error as ImpulseError).code);
  });

  it('that never answer are not waited for any longer than the manifest allows', async () => {
    const { serve } = await makeBlock(SERVER, { timeoutS: 4 });
    const server = await serve();
    await expect(server.get('/cgi-bin/hang')).rejects.toMatchObject({ code: expect.stringMatching(/IMP_BLOCK_SILENT|IMP_STEP_TIMEOUT/) });
    await server.close();
  });

  it('that end instead of answering say why', async () => {
    const { serve } = await makeBlock('echo "cannot import scipy" >&2; exit 1');
    await expect(serve()).rejects.toMatchObject({ code: 'IMP_STEP_DIED', message: expect.stringContaining('cannot import scipy') });
  });
});

const SERVER = `
  mkdir -p /tmp/www/cgi-bin; cd /tmp/www
  echo '{"version":1}' > parameters; echo hello > text; echo hi > index.html
  cgi() { printf '#!/bin/sh\\nprintf "content-type: application/json\\\\r\\\\n\\\\r\\\\n"\\n%s\\n' "$2" > cgi-bin/$1; chmod +x cgi-bin/$1; }
  cgi echo 'printf "{\\"got\\":"; cat; printf "}"'
  cgi die 'kill -9 -1; kill $PPID'
  cgi hang 'sleep 60'
  exec httpd -f -p $PORT -h /tmp/www`;

/** What a running block is connected to. */
async function networksOf(id: string): Promise<unknown[]> {
  const docker = await connectDocker();
  const [{ NetworkSettings }] = await docker.listContainers({ filters: { label: [`nx-impulse.id=${id}`] } });
  return Promise.all(Object.values(NetworkSettings.Networks).map(({ NetworkID }) => docker.getNetwork(NetworkID).inspect()));
}

/** A block of busybox's image whose program is a shell script. */
async function makeBlock(script: string, limits = {}, other: Partial<ContainerSpec> = {}) {
  await importTestImage();
  const root = makeFolder({ 'data/a.txt': 'hello\n', 'output/.keep': '' });
  const [output, scratch] = [join(root, 'out'), join(root, 'scratch')];
  for (const folder of [output, scratch]) mkdirSync(folder);
  writeFileSync(join(root, 'block.sh'), script);
  const id = `transform--${basename(root)}`;
  const container: ContainerSpec = {
    contract: 'impulse', image: TEST_IMAGE, command: ['sh', '-c', script, 'block'], port: 4446, network: false, operatesOn: 'directory', task: 'classes',
    metadata: false, arguments: [], environment: [], ...other,
  };
  const run: StepRun = {
    apiVersion: 'impulse-step/v1', id, step: 'transform', params: {}, inputs: {}, folders: { block: root }, root, output, scratch,
    pins: PINS, containers: { block: container }, limits,
  };
  const containers = openContainers(run, () => {}, new AbortController().signal);
  return {
    id,
    output,
    step: () => containers.runStep('block', { params: { rate: 8000 }, inputs: { data: join(root, 'data') }, output }),
    run: (asked: ContainerRun) => containers.run('block', asked),
    serve: () => containers.serve('block'),
  };
}
