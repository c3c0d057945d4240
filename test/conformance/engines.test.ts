import { execFileSync, spawnSync } from 'node:child_process';
import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { ENGINES, loadEngine } from '../../plugin/runners/engines';
import { importTestImage, NO_DOCKER } from '../container-images';
import { makeFolder } from '../temp-folder';
import { ENGINE_CASES, type Bench } from './engine-cases';

/** An engine in a setting; how the cases get at it, and why they may have to do without. */
interface Setting {
  engine: string;
  setting: string;
  skip?: string;
  environment?: Record<string, string>;
  prepare(): Promise<Omit<Bench, 'engine'>>;
}

const prepareDocker = async () => ({ image: await importTestImage(), leftovers: containersNaming, knows: isContainer });

const SETTINGS: readonly Setting[] = [
  { engine: 'local', setting: 'of this machine', prepare: async () => ({ leftovers: processesNaming, knows: isProcess }) },
  { engine: 'docker', setting: 'of this machine', skip: NO_DOCKER, prepare: prepareDocker },
  { engine: 'docker', setting: 'with a daemon that has another disk', skip: NO_DOCKER, environment: { IMPULSE_DOCKER_REMOTE: '1' }, prepare: prepareDocker },
];

const registered = new Map<Setting, string[]>();

describe.each(SETTINGS)('the engine $engine $setting', (setting) => {
  const { engine, skip, environment = {}, prepare } = setting;
  let bench: Bench;
  beforeAll(async () => {
    vi.stubEnv('NX_IMPULSE_CACHE', join(makeFolder(), 'cache'));
    for (const [name, value] of Object.entries(environment)) vi.stubEnv(name, value);
    if (skip === undefined) bench = { engine: await loadEngine(engine), ...(await prepare()) };
  });
  afterAll(() => void vi.unstubAllEnvs());

  const cases = ENGINE_CASES.filter(({ isolated, session }) => !(isolated || session) || engine !== 'local');
  registered.set(setting, cases.map(({ name }) => name));
  for (const { name: claim, run } of cases) {
    it.skipIf(skip !== undefined)(`${claim}${skip === undefined ? '' : ` (${skip})`}`, () => run(bench));
  }
});

it('holds every engine to all that the local one promises', () => {
  expect([...new Set(SETTINGS.map(({ engine }) => engine))]).toEqual(ENGINES.map(({ name }) => name));
  const [local] = registered.values();
  for (const claims of registered.values()) expect(claims).toEqual(expect.arrayContaining(local));
});

it('knows no other engine', async () => {
  await expect(loadEngine('dcoker')).rejects.toMatchObject({ code: 'IMP_RUNNER_UNKNOWN', fix: expect.stringContaining('docker') });
});

/** Processes carry no key: the cases sleep for numbers of seconds that nobody else sleeps for. */
function processesNaming(): string[] {
  return readdirSync('/proc').filter((pid) => /^\d+$/.test(pid)).flatMap((pid) => {
    const command = readCommand(pid);
    return /\0?sleep\0(6[1-4])\0/.test(command) ? [command] : [];
  });
}

function readCommand(pid: string): string {
  try {
    return readFileSync(`/proc/${pid}/cmdline`, 'utf8');
  } catch {
    return '';
  }
}

function containersNaming(key: string): string[] {
  return execFileSync('docker', ['ps', '-aq', '--filter', `label=nx-impulse.key=${key}`], { encoding: 'utf8' }).split('\n').filter(Boolean);
}

function isProcess(worker: string): boolean {
  return existsSync(`/proc/${/^process (\d+)$/.exec(worker)?.[1]}`);
}

function isContainer(worker: string): boolean {
  return spawnSync('docker', ['container', 'inspect', /^container (\S+)$/.exec(worker)?.[1] ?? ''], { stdio: 'ignore' }).status === 0;
}
