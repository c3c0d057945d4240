import type { CsvOptions } from './format';
import { type CsvTable, brokenRow, isDate, parseNumber } from './csv-table';
import { parseTimeFormat } from '../../../schemas/time-format';

const UNIT_MS = { s: 1000, ms: 1, us: 0.001, ns: 0.000001 };

/** Times of all rows. */
export interface RowTimes {
  /** From the first row on. */
  ms: Float64Array;
  /** Of the first row, since whenever the file counts. */
  startMs: number;
  /** What the file's own rounding of times may amount to. */
  resolutionMs: number;
}

/** The time column: the one named, or the first that is called like one; -1 where there is none. */
export function findTimeColumn(header: readonly string[], { timestamp }: CsvOptions): number {
  if (timestamp === 'none') return -1;
  if (timestamp !== undefined) return header.indexOf(timestamp);
  return header.findIndex((name) => /^(timestamps?|time|date|datetime|t|ts|ms|millis|epoch)(\W|_|$)/i.test(name.trim()));
}

/**
 * Reads times of the format of the options; without one, numbers in the unit of the options, of the column's name (`time_us`, `t [s]`) or
 * milliseconds, or dates of ISO 8601. Since when they count does not matter.
 */
export function readTimes(file: string, table: CsvTable, column: number, options: CsvOptions): RowTimes {
  const unit = options.timestampUnit ?? unitInName(table.header[column]) ?? 'ms';
  const isText = options.timestampFormat !== undefined || isDate(table.rows[0][column]);
  const scale = UNIT_MS[unit];
  const read = options.timestampFormat === undefined ? timeReader(scale, options) : parseTimeFormat(options.timestampFormat).parse;
  const first = read(table.rows[0][column]);
  const { numbers, rows } = table;
  const ms = numbers ? pickTimes(numbers, rows[0].length, column, scale) : Float64Array.from(rows, (row) => read(row[column]) - first);
  const missing = ms.findIndex((time) => !Number.isFinite(time));
  if (missing >= 0) throw brokenRow(file, table, missing, `"${table.rows[missing][column]}" is no time`);
  const backwards = ms.findIndex((time, row) => row > 0 && time < ms[row - 1]);
  if (backwards >= 0) throw brokenRow(file, table, backwards, 'its time is before the one above');
  return { ms, startMs: first, resolutionMs: isText ? 1 : scale };
}

function pickTimes(numbers: Float64Array, width: number, column: number, scale: number): Float64Array {
  const first = numbers[column] * scale;
  return Float64Array.from({ length: numbers.length / width }, (_, row) => numbers[row * width + column] * scale - first);
}

function timeReader(scale: number, { decimal }: CsvOptions): (cell: string) => number {
  return (cell) => {
    if (!isDate(cell)) return parseNumber(cell, decimal) * scale;
    const [day, time = '00:00'] = cell.split(/[ T]/);
    return Date.parse(`${day}T${time}${/(Z|[+-]\d\d:?\d\d)$/.test(time) ? '' : 'Z'}`);
  };
}

function unitInName(name = ''): keyof typeof UNIT_MS | undefined {
  return /(?:_|\W)(s|ms|us|ns)\W*$/i.exec(name)?.[1].toLowerCase() as keyof typeof UNIT_MS | undefined;
}
