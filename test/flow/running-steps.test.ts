import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { readdirSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterEach, describe, expect, it } from 'vitest';
import type { TrackedStep } from '../../plugin/runners/tracked-steps';
import { makeForeignWorkspace, packPlugin } from '../foreign-workspace';
import { makeFolder } from '../temp-folder';
import { makeToneImpulse, TONE_MANIFEST } from '../tone-impulse';

const cli = resolve(__dirname, '../../plugin/dist/plugin/cli.js');
/** Far more epochs than anybody waits for. */
const ENDLESS = { 'tones/impulse.yaml': TONE_MANIFEST.replace('epochs: 6', 'epochs: 100000') };

const env = { ...process.env, NX_IMPULSE_CACHE: join(makeFolder(), 'cache') };

/** A command line beside a run of the same cache. */
function beside() {
  const call = (...args: string[]): string => execFileSync(process.execPath, [cli, ...args], { env, encoding: 'utf8' });
  const running = (): TrackedStep[] => JSON.parse(call('ps', '--json')) as TrackedStep[];
  return {
    call,
    running,
    async waitFor(id: string): Promise<TrackedStep> {
      for (let tries = 0; tries < 400; tries++) {
        const [step] = running().filter((candidate) => candidate.id === id);
        if (step) return step;
        await sleep(250);
      }
      throw new Error(`${id} did not start`);
    },
  };
}

const started: ChildProcess[] = [];
afterEach(() => started.splice(0).forEach((child) => child.kill()));

/** A program under way, with all that it prints. */
function start(program: string, args: string[], options: { cwd?: string; env: NodeJS.ProcessEnv } = { env }) {
  const child = spawn(program, args, { ...options, stdio: ['ignore', 'pipe', 'pipe'] });
  started.push(child);
  let printed = '';
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (bytes: Buffer) => (printed += String(bytes)));
  const ended = new Promise<{ code: number | null; printed: string }>((done) => child.on('close', (code) => done({ code, printed })));
  return { child, ended };
}

describe('a running step', () => {
  it('is listed, followed and cancelled from another terminal', async () => {
    const root = makeToneImpulse({ 'nx.json': '{}', ...ENDLESS });
    const { call, running, waitFor } = beside();
    const { ended } = start(process.execPath, [cli, 'run', join(root, 'tones'), 'train']);
    const step = await waitFor('train--pitch');
    expect(step).toMatchObject({ impulse: 'tones', engine: 'local', worker: expect.stringMatching(/^process \d+$/) });

    const follower = start(process.execPath, [cli, 'logs', '-f', 'tones:train']);
    await sleep(1500);
    expect(call('cancel', step.key.slice(0, 8))).toBe('cancelled tones:train--pitch\n');
    const { code, printed } = await ended;
    expect(code).toBe(1);
    expect(printed).toContain('IMP_STEP_CANCELLED');
    const followed = await follower.ended;
    expect(followed.code).toBe(0);
    expect(followed.printed).toMatch(/epoch \d+/);
    expect(running()).toEqual([]);
    expect(call('logs', 'train').startsWith(followed.printed.slice(0, 200))).toBe(true);
    expect(readdirSync(join(env.NX_IMPULSE_CACHE, 'running'))).toEqual([]);
  });

  it('whose runner was killed is not listed', async () => {
    const root = makeToneImpulse({ 'nx.json': '{}', ...ENDLESS });
    const { call, running, waitFor } = beside();
    const { child, ended } = start(process.execPath, [cli, 'run', join(root, 'tones'), 'train']);
    await waitFor('train--pitch');
    child.kill('SIGKILL');
    await ended;
    expect(running()).toEqual([]);
    expect(call('cancel', '--all')).toBe('');
  });

  it('of Nx is cancelled as well, with the reason on the screen', async () => {
    const workspace = makeForeignWorkspace();
    const recordings = makeToneImpulse();
    workspace.run('cp', '-r', join(recordings, 'tones'), 'tones');
    workspace.write('tones/impulse.yaml', ENDLESS['tones/impulse.yaml']);
    workspace.run('npm', 'install', '--silent', '--prefer-offline', packPlugin());
    workspace.write('nx.json', JSON.stringify({ analytics: false, neverConnectToCloud: true, plugins: ['nx-impulse'] }));
    const { call, running, waitFor } = beside();
    const { ended } = start('npx', ['nx', 'run', 'tones:train--pitch'], { cwd: workspace.root, env: { ...workspace.environment, NX_IMPULSE_CACHE: env.NX_IMPULSE_CACHE } });
    await waitFor('train--pitch');
    expect(call('cancel', '--all')).toBe('cancelled tones:train--pitch\n');
    const { code, printed } = await ended;
    expect(code).not.toBe(0);
    expect(printed).toContain('IMP_STEP_CANCELLED');
    expect(running()).toEqual([]);
  });
});
