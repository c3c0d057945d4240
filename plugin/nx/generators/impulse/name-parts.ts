import { basename, extname } from 'node:path';
import type { LabelGuess } from './guess-labels';

/** Between the parts of a file's name. */
export const SEPARATORS = ['.', '_', '-', ' '];

/** Names without folder and ending. */
export function stemsOf(names: readonly string[]): { stems: string[]; extension: string } {
  const extension = extname(names[0] ?? '');
  return { stems: names.map((name) => basename(name, extension)), extension };
}

/** A field of file names as `groupBy`, where its values are shared by several recordings. */
export function labelGroups(field: string, values: readonly string[]): Pick<LabelGuess, 'groupBy'> {
  return isShared(values) ? { groupBy: { field, values: distinct(values).length } } : {};
}

/** Whether values look like names of persons or devices rather than counters. */
export function isSomebody(values: readonly string[]): boolean {
  return values.some((value) => /[a-z]/i.test(value)) && isShared(values);
}

/** At least three values, each on several recordings: enough groups to split by. */
function isShared(values: readonly string[]): boolean {
  const { length } = distinct(values);
  return length >= 3 && length <= values.length / 2;
}

/** Each value once, sorted. */
export function distinct(values: readonly string[]): string[] {
  return [...new Set(values)].sort();
}
