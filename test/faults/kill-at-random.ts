import { readdirSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { expect } from 'vitest';
import { isLocked } from '../../plugin/files/lock';
import { seededRandom } from '../conformance/random-models';
import { sayProgress } from '../say-progress';
import { brokenFiles, makePlace, runUntil, treesOf, type Place } from './word-impulse';

export interface KillRequest {
  seed: number;
  kills: number;
  /** A cache with compiled blocks. */
  compiled: string;
  /** Step -> digest of what it makes when nobody disturbs it. */
  undisturbed: Record<string, string>;
  /** Changes of the file system in a whole run. */
  changes: number;
}

/**
 * Kills runs in the middle of random changes of the file system, the next one where the last one was left, until one comes to its end; then
 * from the beginning. After each kill nothing is half-written and what shows is right; each end is what an undisturbed run gives.
 */
export async function killAtRandom({ seed, kills, compiled, undisturbed, changes }: KillRequest): Promise<void> {
  const random = seededRandom(seed);
  let place = makePlace(compiled);
  const history: number[] = [];
  const say = sayProgress(`kills of seed ${seed}`, kills);
  const removals: Promise<void>[] = [];
  for (let killed = 0; killed < kills; ) {
    const at = random.integer(1, Math.ceil(changes * 0.7));
    history.push(at);
    const { code, text } = await runUntil(place, at);
    const story = `seed ${seed}, kills at ${history.join(', ')}: ${text}`;
    expect([null, 0], story).toContain(code);
    if (code === null) expectSound(place, undisturbed, story);
    else expectWhole(place, undisturbed, story);
    if (code === null) say(++killed, `, ${removals.length} runs came to their ends in between`);
    else {
      removals.push(removePlace(place));
      [place] = [makePlace(compiled), history.splice(0)];
    }
  }
  expect(await runUntil(place)).toMatchObject({ code: 0 });
  expectWhole(place, undisturbed, `seed ${seed}, after kills at ${history.join(', ')}`);
  await Promise.all(removals);
}

/** While the next one is at work: of a thousand kills, the removal of all places at the end took a tenth of the time. */
async function removePlace({ root, cache }: Place): Promise<void> {
  for (const folder of [root, cache]) await rm(folder, { recursive: true });
}

function expectSound(place: Place, undisturbed: Record<string, string>, story: string): void {
  expect(brokenFiles(place), story).toEqual([]);
  for (const [id, tree] of Object.entries(treesOf(place))) expect(tree, `${id}; ${story}`).toBe(undisturbed[id]);
}

function expectWhole(place: Place, undisturbed: Record<string, string>, story: string): void {
  expectSound(place, undisturbed, story);
  expect(treesOf(place), story).toEqual(undisturbed);
  const locks = join(place.cache, 'locks');
  expect(readdirSync(locks).filter((name) => isLocked(join(locks, name))), story).toEqual([]);
}
