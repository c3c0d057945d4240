import { parseTimeFormat } from '../../schemas/time-format';
import { type CsvTable, isDate, parseNumber } from './formats/csv-table';
import type { CsvOptions } from './formats/format';

/** Formats that can be told from one another by what is written in them: whether the day or the month comes first cannot. */
const TIME_FORMATS = ['', 'DD.MM.YYYY '].flatMap((day) => ['HH:mm:ss.SSS', 'HH:mm:ss,SSS', 'HH:mm:ss'].map((time) => day + time));

/** Numbers this large count since 1970, and in no larger unit. */
const EPOCHS: readonly [number, CsvOptions['timestampUnit']][] = [[1e17, 'ns'], [1e14, 'us'], [1e11, 'ms'], [1e8, 's']];

/** Steps below this many milliseconds are rather seconds: sensors whose rows carry times are not that fast. */
const SHORTEST_STEP_MS = 0.05;

/** Words of which no column has more that labels its rows. */
const MOST_LABELS = 50;

/** The options that read the times of a csv file whose column of times is known; none where numbers in milliseconds or ISO 8601 fit. */
export function guessTimes({ rows, header }: CsvTable, column: number): Pick<CsvOptions, 'timestampUnit' | 'timestampFormat'> {
  const cells = rows.map((row) => row[column]);
  if (isDate(cells[0]) || /(?:_|\W)(s|ms|us|ns)\W*$/i.test(header[column] ?? '')) return {};
  const times = cells.map((cell) => parseNumber(cell));
  if (Number.isNaN(times[0])) {
    const timestampFormat = TIME_FORMATS.find((format) => cells.every((cell) => Number.isFinite(parseTimeFormat(format).parse(cell))));
    return timestampFormat === undefined ? {} : { timestampFormat };
  }
  const epoch = EPOCHS.find(([least]) => times[0] >= least)?.[1];
  const isShort = times.length > 1 && (times.at(-1)! - times[0]) / (times.length - 1) < SHORTEST_STEP_MS;
  const timestampUnit = epoch ?? (isShort ? 's' : 'ms');
  return timestampUnit === 'ms' ? {} : { timestampUnit };
}

/** What columns of labels are called. */
const LABEL_NAME = /^(labels?|class|activity|category|target|state|gesture|event|annotation)$/i;

/** The column that labels the rows: words, each on many rows, and several where its name does not tell; -1 where there is none. */
export function guessLabelColumn({ rows, header }: CsvTable, time: number): number {
  const counts = header.map((_, column) => {
    if (column === time || rows.some((row) => row[column] !== '' && !Number.isNaN(parseNumber(row[column])))) return 0;
    const words = new Set(rows.map((row) => row[column]).filter((cell) => cell !== ''));
    return words.size <= Math.min(MOST_LABELS, rows.length / 4) ? words.size : 0;
  });
  const named = header.findIndex((name, column) => LABEL_NAME.test(name.trim()) && counts[column] > 0);
  return named >= 0 ? named : counts.findIndex((count) => count > 1);
}
