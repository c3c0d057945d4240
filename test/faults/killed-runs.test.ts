import { spawn } from 'node:child_process';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { beforeAll, describe, expect, it } from 'vitest';
import { killAtRandom } from './kill-at-random';
import { brokenFiles, dist, makePlace, runCli, runUndisturbed, runUntil, treesOf, type Place } from './word-impulse';

const SEED = 1;
/** In two chains at once. */
const KILLS = 200;

let undisturbed: Record<string, string>;
let changes: number;
/** Compiled blocks, which need not be compiled once more for each test. */
let compiled: string;
beforeAll(async () => {
  ({ undisturbed, compiled } = await runUndisturbed());
  changes = Number((await runUntil(makePlace(compiled))).text);
});

describe('a run that is killed', () => {
  it.each([300, 900, 1800])('after %i ms leaves nothing half-written, and goes on to the same result', async (delayMs) => {
    const place = makePlace(compiled);
    const runner = startCli(place);
    const ended = new Promise((done) => runner.on('close', done));
    await sleep(delayMs);
    runner.kill('SIGKILL');
    await ended;
    expect(brokenFiles(place)).toEqual([]);
    for (const [id, tree] of Object.entries(treesOf(place))) expect(tree, id).toBe(undisturbed[id]);
    expect(await runCli(place)).toMatchObject({ code: 0 });
    expect(treesOf(place)).toEqual(undisturbed);
    expect(readdirSync(join(place.cache, 'locks'))).toEqual([]);
  });

  it('takes the step that was at work along', async () => {
    const place = makePlace(compiled);
    const runner = startCli(place);
    const lock = await waitFor(() => readHolders(place).find((pids) => pids.length === 2));
    const child = lock[1]!;
    runner.kill('SIGKILL');
    await waitFor(() => (isAlive(child) ? undefined : true));
  });

  it(`in the middle of any of ${KILLS} random changes of the file system leaves nothing half-written, and goes on to the same result`, async () => {
    const half = { kills: KILLS / 2, compiled, undisturbed, changes };
    await Promise.all([killAtRandom({ seed: SEED, ...half }), killAtRandom({ seed: SEED + 1, ...half })]);
  });
});

function startCli({ root, cache }: Place) {
  return spawn(process.execPath, [join(dist, 'plugin', 'cli.js'), 'run', root, 'train'], { env: { ...process.env, NX_IMPULSE_CACHE: cache }, stdio: 'ignore' });
}

function readHolders({ cache }: Place): number[][] {
  const locks = join(cache, 'locks');
  return (existsSync(locks) ? readdirSync(locks) : []).map((name) => {
    try {
      return readFileSync(join(locks, name), 'utf8').split('\n').map((holder) => Number.parseInt(holder, 10));
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
