import { basename } from 'node:path';
import { folderOf } from './inspect-recordings';
import { distinct, isSomebody, labelGroups, SEPARATORS, stemsOf } from './name-parts';
import { speakersInFolders, speakersInMostFolders } from './speakers-in-folders';

/** How the recordings of a folder say what they are. */
export interface LabelGuess {
  /** Keys of the source in the manifest. */
  source: { label?: string; pattern?: string; labels?: string };
  labels: string[];
  /** A field whose values, such as speakers, had better not straddle the split, and how many there are. */
  groupBy?: { field: string; values: number };
  /** True where a labels file says of every recording which side it is on. */
  divided?: boolean;
  /** The folders that `source` is right for, where it is not right for all, and those of the rest. */
  folders?: string[];
  others?: OtherFolders[];
}

/** Folders whose names have another pattern, or none that says anything. */
export interface OtherFolders {
  folders: string[];
  source: LabelGuess['source'];
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
  if (speakers) return { source: { label: '{dir}', ...speakers.source }, labels, ...speakers.groups };
  return { source: { label: '{dir}' }, labels, ...speakersInMostFolders(names) };
}

function byName(names: readonly string[]): LabelGuess | undefined {
  const { stems, extension } = stemsOf(names);
  for (const separator of SEPARATORS) {
    const guess = bySeparator(stems.map((stem) => stem.split(separator)), separator, extension);
    if (guess) return guess;
  }
  return undefined;
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

/** Words that come back in many names are somebody; the last field, or one of numbers, only counts. */
function nameField(index: number, parts: readonly string[][]): string {
  const values = parts.map((part) => part[index]!);
  if (index === 1 && isSomebody(values)) return 'speaker';
  return index === parts[0]!.length - 1 ? 'n' : `field${index}`;
}
