import { readFileSync } from 'node:fs';
import { basename, extname } from 'node:path';
import { ImpulseError } from '../../../errors';
import { findFiles, type FoundFile } from '../../../data/find-files';
import { parseNumber, splitCsv } from '../../../data/formats/csv-table';
import { findTimeColumn, readTimes } from '../../../data/formats/csv-time';
import { readWav } from '../../../data/formats/wav';

/** What a look at some of the recordings tells. */
export interface RecordingsInspection {
  kind: 'audio' | 'motion';
  /** With the dot, as written in the folder. */
  extension: string;
  /** Paths relative to the folder, with `/`. */
  names: string[];
  frequencyHz: number;
  axes: string[];
  /** Shortest and longest of the recordings looked at. */
  shortestMs: number;
  longestMs: number;
}

interface Look {
  frequencyHz: number;
  axes: string[];
  durationMs: number;
}

/** Files that are opened: enough to know the kind, few enough for a folder of 100,000. */
const LOOKED_AT = 25;

/**
 * Looks into a folder of recordings: kind by the most frequent ending, rate and axes by the files' own headers.
 *
 * @throws IMP_RECORDINGS_NONE where there is no wav or csv file, or none that can be read.
 */
export function inspectRecordings(folder: string): RecordingsInspection {
  const found = [...findFiles(folder, '**/*.{wav,WAV,csv,CSV}')];
  const byEnding = new Map<string, FoundFile[]>();
  for (const file of found) byEnding.set(extname(file.name), [...(byEnding.get(extname(file.name)) ?? []), file]);
  const [extension, files] = [...byEnding].sort(([, a], [, b]) => b.length - a.length)[0] ?? ['', []];
  const kind = extension.toLowerCase() === '.wav' ? 'audio' : 'motion';
  const looks = everyNth(files, LOOKED_AT).flatMap((file) => lookAt(file, kind));
  if (looks.length === 0) throw new ImpulseError('IMP_RECORDINGS_NONE', { folder });
  const durations = looks.map(({ durationMs }) => durationMs).sort((a, b) => a - b);
  return {
    kind,
    extension,
    names: files.map(({ name }) => name),
    frequencyHz: mostFrequent(looks.map(({ frequencyHz }) => frequencyHz)),
    axes: looks[0]!.axes,
    shortestMs: durations[0]!,
    longestMs: durations.at(-1)!,
  };
}

function lookAt({ absolute, name }: FoundFile, kind: 'audio' | 'motion'): Look[] {
  try {
    return [kind === 'audio' ? lookAtWav(absolute, name) : lookAtCsv(absolute, name)];
  } catch {
    // A broken file says nothing; ingest will name it.
    return [];
  }
}

function lookAtWav(absolute: string, file: string): Look {
  const request = { file, bytes: readFileSync(absolute), axes: ['audio'], frequencyHz: 0, options: {} };
  const { frequencyHz, values } = readWav(request);
  return { frequencyHz, axes: ['audio'], durationMs: (values.length / frequencyHz) * 1000 };
}

function lookAtCsv(absolute: string, file: string): Look {
  const table = splitCsv(file, readFileSync(absolute, 'utf8'), {});
  const time = findTimeColumn(table.header, {});
  const names = table.header.length > 0 ? table.header : table.rows[0]!.map((_, index) => `axis${index + 1}`);
  const isNumeric = (column: number): boolean => table.rows.every((row) => Number.isFinite(parseNumber(row[column]!)));
  const axes = names.filter((_, index) => index !== time && isNumeric(index));
  if (time < 0) return { frequencyHz: 0, axes, durationMs: 0 };
  const { ms } = readTimes(file, table, time, {});
  const steps = Array.from(ms.subarray(1), (value, index) => value - ms[index]!).sort((a, b) => a - b);
  const stepMs = steps[steps.length >> 1]!;
  return { frequencyHz: Number((1000 / stepMs).toPrecision(4)), axes, durationMs: ms.length * stepMs };
}

function everyNth<Item>(items: readonly Item[], count: number): Item[] {
  const step = Math.max(1, Math.floor(items.length / count));
  return items.filter((_, index) => index % step === 0).slice(0, count);
}

function mostFrequent(values: readonly number[]): number {
  const count = (value: number): number => values.filter((other) => other === value).length;
  return [...new Set(values)].sort((a, b) => count(b) - count(a))[0]!;
}

/** The folder of a recording within the folder inspected, or an empty text. */
export function folderOf(name: string): string {
  return name.slice(0, -basename(name).length).replace(/\/$/, '');
}
