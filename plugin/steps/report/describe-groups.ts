import type { GroupList, SplitGroups } from '../../data/summarize-split';

/** `split by speaker: train anna, ben and 3 more; test cleo`. */
export function describeGroups(groups: SplitGroups): string {
  const sides = (['train', 'validation', 'test'] as const).filter((side) => groups[side].count > 0);
  return `split by ${groups.field}: ${sides.map((side) => `${side} ${list(groups[side])}`).join('; ')}`;
}

function list({ count, values }: GroupList): string {
  const more = count - values.length;
  return `${values.join(', ')}${more > 0 ? ` and ${more} more` : ''}`;
}
