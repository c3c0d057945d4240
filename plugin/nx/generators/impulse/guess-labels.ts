import { basename, extname } from 'node:path';
import { folderOf } from './inspect-recordings';

/** How the recordings of a folder say what they are. */
export interface LabelGuess {
  /** Keys of the source in the manifest. */
  source: { label?: string; pattern?: string; labels?: string };
  labels: string[];
  /** A field whose values, such as speakers, had better not straddle the split, and how many there are. */
  groupBy?: { field: string; values: number };
  /** True where a labels file says of every recording which side it is on. */
  divided?: boolean;
}

const MOST_LABELS = 100;

/** Folders that are no labels: they only hold the data. */
const PLAIN_FOLDERS = /^(data|audio|wav|wavs|csv|recordings?|samples?|raw|train(ing)?|test(ing)?|validation|dataset)?$/i;

/**
 * Labels by folder where there are several folders, else by the parts of the file names: `yes_anna_3.wav` is `{label}_{speaker}_{n}.wav`.
 * Undefined where neither tells recordings apart.
 */
export function guessLabels(names: readonly string[]): LabelGuess | undefined {
  return byFolder(names) ?? byName(names);
}

function byFolder(names: readonly string[]): LabelGuess | undefined {
  const labels = distinct(names.map((name) => basename(folderOf(name))));
  if (labels.length < 2 || labels.length > MOST_LABELS || labels.some((label) => PLAIN_FOLDERS.test(label))) return undefined;
  const speakers = speakersInFolders(names);
  return { source: { label: '{dir}', ...speakers?.source }, labels, ...speakers?.groups };
}

/** Who speaks, where folders are the labels: in `yes/anna_3.wav` the word before the first `_`, if it comes back in several folders. */
function speakersInFolders(names: readonly string[]): { source: LabelGuess['source']; groups: Pick<LabelGuess, 'groupBy'> } | undefined {
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

function byName(names: readonly string[]): LabelGuess | undefined {
  const { stems, extension } = stemsOf(names);
  for (const separator of SEPARATORS) {
    const guess = bySeparator(stems.map((stem) => stem.split(separator)), separator, extension);
    if (guess) return guess;
  }
  return undefined;
}

/** Between the parts of a file's name. */
const SEPARATORS = ['.', '_', '-', ' '];

function stemsOf(names: readonly string[]): { stems: string[]; extension: string } {
  const extension = extname(names[0] ?? '');
  return { stems: names.map((name) => basename(name, extension)), extension };
}

function bySeparator(parts: readonly string[][], separator: string, extension: string): LabelGuess | undefined {
  if (parts.some(({ length }) => length < 2)) return undefined;
  const labels = distinct(parts.map(([first]) => first!));
  if (labels.length < 2 || labels.length > MOST_LABELS || labels.length > parts.length / 2) return undefined;
  const count = parts[0]!.length;
  if (parts.some(({ length }) => length !== count)) return { source: { pattern: `{label}${separator}{rest}${extension}` }, labels };
  const fields = ['label', ...parts[0]!.slice(1).map((_, index) => nameField(index + 1, parts))];
  return {
    source: { pattern: fields.map((field) => `{${field}}`).join(separator) + extension },
    labels,
    ...(fields[1] === 'speaker' ? labelGroups('speaker', parts.map((part) => part[1]!)) : {}),
  };
}

export function labelGroups(field: string, values: readonly string[]): Pick<LabelGuess, 'groupBy'> {
  return isShared(values) ? { groupBy: { field, values: distinct(values).length } } : {};
}

/** Words that come back in many names are somebody; the last field, or one of numbers, only counts. */
function nameField(index: number, parts: readonly string[][]): string {
  const values = parts.map((part) => part[index]!);
  if (index === 1 && isSomebody(values)) return 'speaker';
  return index === parts[0]!.length - 1 ? 'n' : `field${index}`;
}

function isSomebody(values: readonly string[]): boolean {
  return values.some((value) => /[a-z]/i.test(value)) && isShared(values);
}

/** At least three values, each on several recordings: enough groups to split by. */
function isShared(values: readonly string[]): boolean {
  const { length } = distinct(values);
  return length >= 3 && length <= values.length / 2;
}

function distinct(values: readonly string[]): string[] {
  return [...new Set(values)].sort();
}
