import { extname } from 'node:path';
import type { Source } from '../../schemas/impulse';
import { timeFormatProblem } from '../../schemas/time-format';
import type { ErrorCollector } from './error-collector';

type Csv = NonNullable<Source['csv']>;

/** Endings of the files that an option is for; a glob with another ending, or with none, may hold anything. */
const ENDINGS: Record<string, readonly string[]> = {
  csv: ['.csv', '.tsv', '.txt', '.parquet'],
  channels: ['.wav', '.wave'],
  resize: ['.png', '.jpg', '.jpeg'],
};

/** Options of csv that say the same thing twice, or against each other. */
const CONFLICTS: readonly [keyof Csv, keyof Csv, clash: (one: unknown, other: unknown) => boolean, why: string][] = [
  ['delimiter', 'decimal', (delimiter, decimal) => delimiter === decimal, 'one sign cannot be both'],
  ['timestampUnit', 'timestampFormat', () => true, 'times are numbers, or written in a format'],
  ['timestampUnit', 'timestamp', (_, timestamp) => timestamp === 'none', 'there are no times'],
  ['timestampFormat', 'timestamp', (_, timestamp) => timestamp === 'none', 'there are no times'],
  ['frequency', 'timestamp', (_, timestamp) => timestamp !== 'none', 'the times say the rate'],
  ['labelColumn', 'timestamp', (label, timestamp) => label === timestamp, 'one column cannot be both'],
];

/** Finds what is wrong with the reader options of a source before any file is opened. */
export function checkReaderOptions(
  source: Source, axes: readonly string[] | undefined, path: readonly string[], errors: ErrorCollector,
): void {
  checkEnding(source, path, errors);
  if (source.csv && !errors.isBroken([...path, 'csv'])) checkCsv(source.csv, [...path, 'csv'], errors);
  if (source.csv?.labelColumn !== undefined && source.label !== undefined && source.label !== '{recording}') {
    errors.report('IMP_LABEL_CONFLICT', { rules: 'csv.labelColumn" and "label' }, [...path, 'label'], 'key');
  }
  const { channels } = source;
  if (channels && axes && channels.length !== axes.length) {
    errors.report('IMP_CHANNELS_COUNT', { channels: channels.length, axes: axes.length }, [...path, 'channels']);
  }
}

/** Blocks may turn files into others. */
function checkEnding(source: Source, path: readonly string[], errors: ErrorCollector): void {
  const ending = extname(source.path ?? '').toLowerCase();
  const isKnown = source.transform === undefined && Object.values(ENDINGS).flat().includes(ending);
  for (const [key, endings] of Object.entries(ENDINGS)) {
    if (!isKnown || source[key as keyof Source] === undefined || endings.includes(ending)) continue;
    errors.report('IMP_PARAMETER_IDLE', { key, condition: `"path" names files of ${endings.join(', ')}` }, [...path, key], 'key');
  }
}

function checkCsv(csv: Csv, path: readonly string[], errors: ErrorCollector): void {
  for (const [one, other, clash, why] of CONFLICTS) {
    const isGiven = csv[one] !== undefined && csv[other] !== undefined;
    if (isGiven && clash(csv[one], csv[other])) errors.report('IMP_CSV_CONFLICT', { one, other, why }, [...path, one], 'key');
  }
  const problem = csv.timestampFormat === undefined ? undefined : timeFormatProblem(csv.timestampFormat);
  if (problem) errors.report('IMP_CSV_TIME_FORMAT', { format: csv.timestampFormat!, problem }, [...path, 'timestampFormat']);
  checkRename(csv, path, errors);
}

/** A file without header has the names of `columns`: others cannot be renamed. */
function checkRename({ columns, rename = {} }: Csv, path: readonly string[], errors: ErrorCollector): void {
  const targets = Object.values(rename);
  for (const [from, to] of Object.entries(rename)) {
    const place = [...path, 'rename', from];
    if (targets.indexOf(to) !== targets.lastIndexOf(to)) errors.report('IMP_ITEM_DUPLICATE', { key: 'rename', item: to }, place);
    else if (columns && !columns.includes(from)) {
      const why = `"columns" names no ${from}`;
      errors.report('IMP_CSV_CONFLICT', { one: 'rename', other: 'columns', why }, place, 'key');
    }
  }
}
