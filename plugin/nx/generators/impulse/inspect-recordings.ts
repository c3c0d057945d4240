import { basename, extname } from 'node:path';
import { ImpulseError } from '../../../errors';
import { findFiles, type FoundFile } from '../../../data/find-files';
import { LOOKS, lookAtRecording, type Look } from '../../../data/look-at-recording';

/** What a look at some of the recordings tells. */
export interface RecordingsInspection extends Omit<Look, 'steps'> {
  /** With the dot, as written in the folder. */
  extension: string;
  /** Paths relative to the folder, with `/`. */
  names: string[];
  /** Pictures that were looked at have more than one size. */
  mixedSizes?: boolean;
  /** Time steps of a recording: 19 in 20 of those looked at have no more. */
  usualSteps: number;
}

/** Files that are opened: enough to know how long they usually are, few enough for a folder of 100,000. */
const LOOKED_AT = 100;

/**
 * Looks into a folder of recordings: format by the most frequent ending, rate and axes by the files' own headers.
 *
 * @param others names of files that are no recordings, such as one with their labels
 * @throws IMP_RECORDINGS_NONE where there is no recording, or none that can be read.
 */
export function inspectRecordings(folder: string, others: readonly string[]): RecordingsInspection {
  const found = findFiles(folder, '**/*.*').filter(({ name }) => extname(name).toLowerCase() in LOOKS && !others.includes(name));
  const byEnding = new Map<string, FoundFile[]>();
  for (const file of found) byEnding.set(extname(file.name), [...(byEnding.get(extname(file.name)) ?? []), file]);
  const [extension, files] = [...byEnding].sort(([, a], [, b]) => b.length - a.length)[0] ?? ['', []];
  const looks = spread(files, LOOKED_AT).flatMap((file) => lookAtRecording(file) ?? []);
  if (looks.length === 0) throw new ImpulseError('IMP_RECORDINGS_NONE', { folder });
  const steps = looks.map((look) => look.steps).sort((a, b) => a - b);
  return {
    kind: looks[0]!.kind,
    extension,
    names: files.map(({ name }) => name),
    frequencyHz: mostFrequent(looks.map(({ frequencyHz }) => frequencyHz)),
    axes: looks[0]!.axes,
    ...(Object.keys(looks[0]!.csv ?? {}).length > 0 ? { csv: looks[0]!.csv } : {}),
    ...describeSizes(looks),
    labels: [...new Set(looks.flatMap(({ labels = [] }) => labels))].sort(),
    usualSteps: steps[Math.floor(0.95 * (steps.length - 1))]!,
  };
}

/** The most frequent size of pictures. */
function describeSizes(looks: readonly Look[]): Pick<RecordingsInspection, 'image' | 'mixedSizes'> {
  const sizes = looks.flatMap(({ image }) => (image ? JSON.stringify(image) : []));
  if (sizes.length === 0) return {};
  return { image: JSON.parse(mostFrequent(sizes)), mixedSizes: new Set(sizes).size > 1 };
}

/** Up to so many of the items, from the whole list at equal distances. */
function spread<Item>(items: readonly Item[], count: number): Item[] {
  const step = Math.max(1, items.length / count);
  return Array.from({ length: Math.min(items.length, count) }, (_, index) => items[Math.floor(index * step)]!);
}

function mostFrequent<Value>(values: readonly Value[]): Value {
  const count = (value: Value): number => values.filter((other) => other === value).length;
  return [...new Set(values)].sort((a, b) => count(b) - count(a))[0]!;
}

/** The folder of a recording within the folder inspected, or an empty text. */
export function folderOf(name: string): string {
  return name.slice(0, -basename(name).length).replace(/\/$/, '');
}
