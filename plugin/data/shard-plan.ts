import { createHash } from 'node:crypto';

/** Members of one shard, in the order given. */
export interface ShardPlan<T> {
  /** Binary prefix of the name digests of its members: stable while neighbours come and go. */
  prefix: string;
  members: T[];
}

/** A shard with more members splits in two; so shards of a dataset hold about 700 to 1,400 recordings. */
const SPLIT_ABOVE = 1414;

/**
 * Deals members to shards by the digest of their names, halving a shard when it grows too large. No counter and no history: the same names
 * give the same shards, and one new file changes one shard (or splits it).
 */
export function planShards<T>(members: readonly T[], name: (member: T) => string, splitAbove = SPLIT_ABOVE): ShardPlan<T>[] {
  const keyed = members.map((member) => ({ member, bits: digestBits(name(member)) }));
  return halve('', keyed, splitAbove).map(({ prefix, members: chosen }) => ({ prefix, members: chosen.map(({ member }) => member) }));
}

function halve<T extends { bits: string }>(prefix: string, members: T[], splitAbove: number): ShardPlan<T>[] {
  if (members.length <= splitAbove) return members.length ? [{ prefix, members }] : [];
  return ['0', '1'].flatMap((bit) => {
    const longer = prefix + bit;
    return halve(
      longer,
      members.filter((member) => member.bits.startsWith(longer)),
      splitAbove,
    );
  });
}

function digestBits(text: string): string {
  const head = createHash('sha256').update(text).digest().readUInt32BE(0);
  return head.toString(2).padStart(32, '0');
}
