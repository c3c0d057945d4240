import { ImpulseError } from '../../errors';
import { parseCsv } from '../labels/parse-csv';
import type { CsvOptions } from './format';
import { parseTimeFormat } from '../../../schemas/time-format';

/** A csv file taken apart, its cells still text. */
export interface CsvTable {
  /** Empty where the file has no header. */
  header: string[];
  rows: string[][];
  /** Line of the file that row 0 stands in, from 1. */
  firstLine: number;
  /** What rows are counted in, for messages: lines of text unless it is none. */
  unit?: 'line' | 'row';
  /** Of a table that holds numbers alone, all of them, row by row; `rows` is its first one then. */
  numbers?: Float64Array;
}

const DELIMITERS = [';', '\t', ',', '|'];

/**
 * Splits the text into cells, from the line behind `skip` on. Every row must have as many as the first; a delimiter at the end of every
 * line adds no column.
 */
export function splitCsv(file: string, whole: string, options: CsvOptions): CsvTable {
  const skip = options.skip ?? 0;
  const text = skip > 0 ? whole.split(/(?<=\n)/).slice(skip).join('') : whole;
  const delimiter = options.delimiter ?? findDelimiter(text);
  const rows = text.includes('"') ? parseCsv(text, delimiter) : splitPlain(text, delimiter);
  if (!rows.length) throw new ImpulseError('IMP_FILE_EMPTY', { file });
  if (rows.every((row) => row.at(-1) === '')) rows.forEach((row) => row.pop());
  const hasHeader = isHeader(rows[0], options);
  const header = hasHeader ? (rows.shift() as string[]) : [];
  const width = hasHeader ? header.length : rows[0].length;
  const ragged = rows.findIndex((row) => row.length !== width);
  const table = { header, rows, firstLine: skip + (hasHeader ? 2 : 1) };
  if (ragged >= 0) throw brokenRow(file, table, ragged, `it has ${rows[ragged].length} cells instead of ${width}`);
  if (!rows.length) throw new ImpulseError('IMP_RECORDING_BROKEN', { file, problem: 'it has a header but no values' });
  return table;
}

/** Whether a first row names columns. */
export function isHeader(cells: readonly string[], options: CsvOptions): boolean {
  const isValue = (cell: string): boolean => !Number.isNaN(parseNumber(cell, options.decimal)) || isDate(cell) || isTime(cell, options);
  return options.header ?? cells.some((cell) => !isValue(cell));
}

/** A number with a decimal point or comma; NaN for anything else, empty cells included. With `decimal` the other sign groups thousands. */
export function parseNumber(cell: string, decimal?: CsvOptions['decimal']): number {
  if (cell === '') return NaN;
  if (decimal !== undefined) return parseGrouped(cell, decimal);
  const value = Number(cell);
  return Number.isNaN(value) && /^[+-]?\d*,\d+$/.test(cell) ? Number(cell.replace(',', '.')) : value;
}

function parseGrouped(cell: string, decimal: '.' | ','): number {
  const [whole, ...fraction] = cell.split(decimal);
  const groups = decimal === '.' ? ',' : '.';
  const isGrouped = !whole.includes(groups) || new RegExp(`^[+-]?\\d{1,3}(\\${groups}\\d{3})+$`).test(whole);
  return isGrouped && fraction.length < 2 ? Number([whole.replaceAll(groups, ''), ...fraction].join('.')) : NaN;
}

function isTime(cell: string, { timestampFormat }: CsvOptions): boolean {
  return timestampFormat !== undefined && Number.isFinite(parseTimeFormat(timestampFormat).parse(cell));
}

/** `2026-11-22 20:15:00.250`, with a T, a zone or neither (then UTC). */
export function isDate(cell: string): boolean {
  return /^\d{4}-\d\d-\d\d([ T]\d\d:\d\d(:\d\d(\.\d+)?)?(Z|[+-]\d\d:?\d\d)?)?$/.test(cell);
}

/** The error that names a row by its line in the file. */
export function brokenRow(
  file: string, { firstLine, unit = 'line' }: Pick<CsvTable, 'firstLine' | 'unit'>, row: number, problem: string,
): ImpulseError {
  return new ImpulseError('IMP_RECORDING_BROKEN', { file, problem: `${unit} ${firstLine + row}: ${problem}` });
}

/** The first of the usual delimiters that the first line holds. */
export function findDelimiter(text: string): string {
  const line =
    text
      .slice(0, 10_000)
      .split(/\r?\n/)
      .find((one) => one.trim()) ?? '';
  return DELIMITERS.find((delimiter) => line.includes(delimiter)) ?? ' ';
}

/** Cells of a text without quotes; blank lines are left out. */
export function splitPlain(text: string, delimiter: string): string[][] {
  const lines = text.replace(/^\ufeff/, '').split(/\r\n|\n|\r/);
  const split =
    delimiter === ' ' ? (line: string) => line.trim().split(/\s+/) : (line: string) => line.split(delimiter).map((cell) => cell.trim());
  return lines.filter((line) => line.trim() !== '').map(split);
}
