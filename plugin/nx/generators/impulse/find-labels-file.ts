import { basename } from 'node:path';
import { findFiles } from '../../../data/find-files';
import { type LabelTable, readLabelsFile } from '../../../data/labels/read-labels-file';
import type { LabelGuess } from './guess-labels';
import { labelGroups } from './name-parts';

/** A file among the recordings that says their labels. */
export interface LabelsFile {
  /** Relative to the folder of the recordings. */
  name: string;
  table: LabelTable;
}

/** In the order in which they are looked for: Edge Impulse exports, tables, Edge Impulse's structured labels. */
const NAMES = ['info.labels', 'labels.csv', 'structured_labels.labels'];

/** Fields of a labels file whose values are persons: a model is of use where it knows those that it has not met. */
const PERSON = /^(subject|speaker|person|user|voice|participant|patient)(_?id)?$/i;

/** The labels file at the top of a folder of recordings, or undefined. @throws IMP_LABELS_FILE where it cannot be read */
export function findLabelsFile(folder: string): LabelsFile | undefined {
  const found = findFiles(folder, '*').map(({ name }) => name);
  const name = NAMES.find((candidate) => found.includes(candidate));
  return name === undefined ? undefined : { name, table: readLabelsFile(folder, name) };
}

/** What a labels file says of these recordings; undefined where it leaves one of them out. */
export function labelsOfFile({ name, table }: LabelsFile, names: readonly string[]): LabelGuess | undefined {
  const rows = names.flatMap((recording) => table.find(recording) ?? []);
  if (rows.length < names.length) return undefined;
  const labels = new Set(rows.flatMap(({ label, spans }) => (spans ? spans.map((span) => span.label) : label ?? [])));
  const person = Object.keys(rows[0]?.metadata ?? {}).find((field) => PERSON.test(field));
  return {
    source: { labels: name },
    labels: [...labels].sort(),
    ...(person === undefined ? {} : labelGroups(person, rows.map(({ metadata }) => metadata?.[person] ?? ''))),
    divided: rows.every(({ use }) => use !== undefined),
  };
}

/** A glob for the recordings that leaves the labels file out, where it has their ending. */
export function recordingsGlob(names: readonly string[], extension: string, others: readonly string[]): string {
  if (!others.some((other) => other.endsWith(extension))) return `**/*${extension}`;
  return `**/${names.map((name) => basename(name)).reduce(commonStart)}*${extension}`;
}

function commonStart(one: string, other: string): string {
  let length = 0;
  while (length < one.length && one[length] === other[length]) length++;
  return one.slice(0, length);
}
