import { expect, it } from 'vitest';
import { killAtRandom } from '../faults/kill-at-random';
import { makePlace, runCli, runUntil, treesOf } from '../faults/word-impulse';

const SEED = Number(process.env.NX_IMPULSE_KILL_SEED ?? 100);

it('runs that are killed in the middle of 1,000 random changes of the file system leave nothing half-written and lose nothing', async () => {
  const place = makePlace();
  expect(await runCli(place)).toMatchObject({ code: 0 });
  const [undisturbed, compiled] = [treesOf(place), place.cache];
  const changes = Number((await runUntil(makePlace(compiled))).text);
  const half = { kills: 500, compiled, undisturbed, changes };
  await Promise.all([killAtRandom({ seed: SEED, ...half }), killAtRandom({ seed: SEED + 1, ...half })]);
});
