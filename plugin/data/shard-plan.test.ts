import { describe, expect, it } from 'vitest';
import { planShards } from './shard-plan';

const names = (count: number) => Array.from({ length: count }, (_, i) => `data/${i}.wav`);
const plan = (members: string[]) => planShards(members, (name) => name);

describe('planShards', () => {
  it.each([1, 1414, 1415, 10_000])('deals %d files to shards of about 1,000, each once and in order', (count) => {
    const shards = plan(names(count));
    expect(shards.flatMap((shard) => shard.members).sort()).toEqual(names(count).sort());
    expect(Math.max(...shards.map((shard) => shard.members.length))).toBeLessThanOrEqual(1414);
    if (count > 1414) expect(Math.min(...shards.map((shard) => shard.members.length))).toBeGreaterThan(500);
    const order = new Map(names(count).map((name, index) => [name, index] as const));
    const places = shards.map(({ members }) => members.map((name) => order.get(name) as number));
    expect(places.every((row) => row.every((place, i) => i === 0 || place > row[i - 1]))).toBe(true);
  });

  it('changes one shard for one new file, or splits it', () => {
    const before = new Set(plan(names(5000)).map((shard) => shard.members.join()));
    const after = plan([...names(5000), 'data/new.wav']).map((shard) => shard.members.join());
    const changed = after.filter((shard) => !before.has(shard));
    expect(changed.length).toBeGreaterThan(0);
    expect(changed.length).toBeLessThanOrEqual(2);
  });

  it('has no shard for no file', () => {
    expect(plan([])).toEqual([]);
  });
});
