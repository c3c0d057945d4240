import type { LabelGuess, OtherFolders } from './guess-labels';
import { folderOf } from './inspect-recordings';
import { distinct, isSomebody, labelGroups, SEPARATORS, stemsOf } from './name-parts';

interface SpeakerGuess {
  source: LabelGuess['source'];
  groups: Pick<LabelGuess, 'groupBy'>;
}

/** Who speaks, where folders are the labels: in `yes/anna_3.wav` the word before the first `_`, if it comes back in several folders. */
export function speakersInFolders(names: readonly string[]): SpeakerGuess | undefined {
  const { stems, extension } = stemsOf(names);
  for (const separator of SEPARATORS) {
    const parts = stems.map((stem) => stem.split(separator));
    const count = parts[0]!.length;
    const speakers = parts.map(([first]) => first!);
    if (count < 2 || parts.some(({ length }) => length !== count) || !isSomebody(speakers)) continue;
    const places = distinct(names.map((name, index) => `${speakers[index]!}/${folderOf(name)}`));
    if (places.length < 2 * distinct(speakers).length) continue;
    const fields = ['speaker', ...parts[0]!.slice(1).map((_, index) => (index === count - 2 ? 'n' : `field${index + 1}`))];
    const pattern = fields.map((field) => `{${field}}`).join(separator) + extension;
    return { source: { pattern }, groups: labelGroups('speaker', speakers) };
  }
  return undefined;
}

/**
 * As in speech sets that keep noise, or all other words, in folders of their own: `yes/anna_3.wav`, but `other/no_anna_1.wav` and
 * `noise/7.wav`. Empty where it is not so.
 */
export function speakersInMostFolders(names: readonly string[]): Partial<LabelGuess> {
  const folders = distinct(names.map(folderOf));
  if (distinct(folders.map(folderOf)).length > 1 || folders.some((folder) => /[*?{}[\],]/.test(folder))) return {};
  for (const separator of SEPARATORS) {
    const counts = new Map(folders.map((folder) => [folder, partsIn(names, folder, separator)]));
    const usual = mostCommon([...counts.values()].filter((count) => count > 1));
    const alike = folders.filter((folder) => counts.get(folder) === usual);
    const inside = names.filter((name) => alike.includes(folderOf(name)));
    const found = 2 * inside.length > names.length ? speakersInFolders(inside) : undefined;
    if (!found?.groups.groupBy) continue;
    const known = new Set(stemsOf(inside).stems.map((stem) => stem.split(separator)[0]!));
    const others = folders.filter((folder) => !alike.includes(folder)).map((folder): OtherFolders => {
      const pattern = counts.get(folder)! > 1 ? patternAround(namesIn(folder, names), separator, known) : undefined;
      return { folders: [folder], source: { label: '{dir}', ...(pattern ? { pattern } : {}) } };
    });
    return { source: { label: '{dir}', ...found.source }, ...found.groups, folders: alike, others };
  }
  return {};
}

/** Into how many parts a separator cuts the names of a folder; 0: not all into as many. */
function partsIn(names: readonly string[], folder: string, separator: string): number {
  const [count, ...more] = new Set(stemsOf(namesIn(folder, names)).stems.map((stem) => stem.split(separator).length));
  return more.length === 0 ? count! : 0;
}

function namesIn(folder: string, names: readonly string[]): string[] {
  return names.filter((name) => folderOf(name) === folder);
}

/** A pattern whose speaker stands where most values are somebody that other folders know. */
function patternAround(names: readonly string[], separator: string, known: ReadonlySet<string>): string | undefined {
  const { stems, extension } = stemsOf(names);
  const parts = stems.map((stem) => stem.split(separator));
  const place = parts[0]!.findIndex((_, index) => 2 * parts.filter((part) => known.has(part[index]!)).length > parts.length);
  if (place < 0) return undefined;
  const last = parts[0]!.length - 1;
  const fields = parts[0]!.map((_, index) => (index === place ? 'speaker' : index === last ? 'n' : `field${index}`));
  return fields.map((field) => `{${field}}`).join(separator) + extension;
}

function mostCommon(values: readonly number[]): number | undefined {
  const times = (value: number): number => values.filter((other) => other === value).length;
  return [...values].sort((a, b) => times(b) - times(a))[0];
}
