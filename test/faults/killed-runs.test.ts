import { execFileSync, spawn } from 'node:child_process';
import { cpSync, existsSync, readFileSync, readdirSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { beforeAll, describe, expect, it } from 'vitest';
import { digestFile, digestText } from '../../plugin/runners/digest';
import { listFiles } from '../../plugin/runners/list-files';
import { makeWav } from '../make-wav';
import { makeFolder } from '../temp-folder';

const cli = resolve(__dirname, '../../plugin/dist/plugin/cli.js');
const STEPS = ['ingest', 'split', 'features--mfcc', 'train--words'];

let undisturbed: Record<string, string>;
/** Compiled blocks, which need not be compiled once more for each test. */
let compiled: string | undefined;
beforeAll(() => {
  const { root, cache } = makeImpulse();
  run(root, cache);
  undisturbed = trees(root);
  compiled = cache;
});

describe('a run that is killed', () => {
  it.each([300, 700, 1200, 1800, 2600])('after %i ms leaves nothing half-written, and goes on to the same result', async (delayMs) => {
    const { root, cache } = makeImpulse();
    const runner = spawn(process.execPath, [cli, 'run', root, 'train'], { env: { ...process.env, NX_IMPULSE_CACHE: cache }, stdio: 'ignore' });
    const ended = new Promise((done) => runner.on('close', done));
    await sleep(delayMs);
    runner.kill('SIGKILL');
    await ended;
    expect(brokenFiles(cache)).toEqual([]);
    for (const id of STEPS) {
      const path = join(root, '.impulse', id, 'artefact.json');
      if (existsSync(path)) expect(JSON.parse(readFileSync(path, 'utf8'))).toMatchObject({ tree: undisturbed[id] });
    }
    run(root, cache);
    expect(trees(root)).toEqual(undisturbed);
    expect(readdirSync(join(cache, 'locks'))).toEqual([]);
  });

  it('takes the step that was at work along', async () => {
    const { root, cache } = makeImpulse();
    const runner = spawn(process.execPath, [cli, 'run', root, 'train'], { env: { ...process.env, NX_IMPULSE_CACHE: cache }, stdio: 'ignore' });
    const lock = await waitFor(() => readHolders(cache).find((pids) => pids.length === 2));
    const child = lock[1]!;
    runner.kill('SIGKILL');
    await waitFor(() => (isAlive(child) ? undefined : true));
  });
});

function makeImpulse(): { root: string; cache: string } {
  const files: Record<string, string | Buffer> = {
    'nx.json': '{}',
    'impulse.yaml': `name: sounds
dataset: { sources: [{ path: "data/**/*.wav", label: "{dir}" }] }
input: { window: 500 ms, stride: 250 ms, frequency: 8 kHz, axes: [audio] }
dsp: { mfcc: { block: mfcc } }
learn: { words: { block: dense-classifier, epochs: 4 } }
targets: [cortex-m3]
`,
  };
  for (const [label, halfPeriod] of [['low', 20], ['high', 4]] as const) {
    for (let n = 0; n < 10; n++) {
      const values = Array.from({ length: 4000 }, (_, i) => (Math.floor(i / (halfPeriod + n)) % 2 ? 7000 : -7000));
      files[`data/${label}/${n}.wav`] = makeWav(values, { hz: 8000 });
    }
  }
  const cache = makeFolder();
  const results = ['runs', 'store', 'scratch', 'tmp', 'locks', 'leases', 'shards'];
  for (const name of compiled === undefined ? [] : readdirSync(compiled)) {
    if (!results.includes(name)) cpSync(join(compiled!, name), join(cache, name), { recursive: true });
  }
  return { root: makeFolder(files), cache };
}

function run(root: string, cache: string): void {
  execFileSync(process.execPath, [cli, 'run', root, 'train'], { env: { ...process.env, NX_IMPULSE_CACHE: cache }, stdio: 'pipe' });
}

function trees(root: string): Record<string, string> {
  return Object.fromEntries(STEPS.map((id) => [id, (JSON.parse(readFileSync(join(root, '.impulse', id, 'artefact.json'), 'utf8')) as { tree: string }).tree]));
}

/** Files of the store whose content is not what their name says, and records that are no JSON. */
function brokenFiles(cache: string): string[] {
  const wrong = (folder: string, isRight: (path: string, name: string) => boolean): string[] =>
    listFiles(join(cache, folder)).filter((name) => !name.endsWith('.tmp') && !name.includes('.tmp/') && !isRight(join(cache, folder, name), name));
  return [
    ...wrong('store/objects', (path, name) => digestFile(path) === name.replace('/', '')),
    ...wrong('store/listings', (path, name) => `${digestText(readFileSync(path, 'utf8'))}.json` === name),
    ...wrong('runs', (path) => typeof JSON.parse(readFileSync(path, 'utf8')) === 'object'),
  ];
}

function readHolders(cache: string): number[][] {
  const locks = join(cache, 'locks');
  return (existsSync(locks) ? readdirSync(locks) : []).map((name) => {
    try {
      return readFileSync(join(locks, name), 'utf8').split('\n').map(Number);
    } catch {
      return [];
    }
  });
}

async function waitFor<Value>(look: () => Value | undefined): Promise<Value> {
  for (let tries = 0; tries < 600; tries++) {
    const value = look();
    if (value !== undefined) return value;
    await sleep(50);
  }
  throw new Error('it did not happen');
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return !/^\d+ \(.*\) Z /.test(readFileSync(`/proc/${pid}/stat`, 'utf8'));
  } catch {
    return false;
  }
}
