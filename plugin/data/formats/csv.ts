import { ImpulseError } from '../../errors';
import type { Span } from '../dataset';
import { chooseAxes } from './choose-axes';
import { type CsvTable, brokenRow, parseNumber, splitCsv } from './csv-table';
import { findTimeColumn, readTimes } from './csv-time';
import type { CsvOptions, ReadRequest, Recording } from './format';
import { readingRate, toRegularGrid } from './regular-grid';
import { scanCsv } from './scan-csv';

/**
 * Reads one recording of numbers: a row per time step, a column per axis, perhaps a time column and a label column. Delimiter and header
 * are found or given by the source's `csv` options. Columns are taken by the names of the input's axes, or by position where the counts
 * agree. With times the values are put on the input's regular grid (see `toRegularGrid`), labels with them.
 */
export function readCsv(request: ReadRequest): Recording {
  const { file, bytes, options: { csv = {} } } = request;
  return readTable(request, scanCsv(bytes, csv) ?? splitCsv(file, bytes.toString('utf8'), csv), csv);
}

/** The same of cells that stood in another kind of table. */
export function readTable({ file, axes, frequencyHz }: Omit<ReadRequest, 'bytes'>, table: CsvTable, csv: CsvOptions): Recording {
  const names = renamed(file, columnNames(file, table, axes, csv), csv);
  const time = findTimeColumn(names, csv);
  const label = csv.labelColumn === undefined ? -1 : findNamed(file, names, csv.labelColumn);
  if (csv.timestamp && csv.timestamp !== 'none') findNamed(file, names, csv.timestamp);
  const others = names.map((_, index) => index).filter((index) => index !== time && index !== label);
  const chosen = chooseAxes(
    file,
    others.map((index) => names[index]),
    axes,
  ).map((index) => others[index]);
  const values = readValues(file, table, { columns: chosen, names, decimal: csv.decimal });
  const labels = label >= 0 && readLabels(table.rows.map((row) => row[label]));
  const recording = { axes: [...axes], dtype: 'float32' as const, metadata: {}, ...labels };
  if (time < 0) return { ...recording, frequencyHz: csv.frequency ?? frequencyHz, values };
  const timed = { file, values, axes: axes.length, ...readTimes(file, table, time, csv) };
  const rateHz = readingRate(timed, frequencyHz);
  return { ...recording, frequencyHz: rateHz, startMs: timed.startMs, ...toRegularGrid(timed, rateHz) };
}

function columnNames(file: string, { header, rows }: CsvTable, axes: readonly string[], { columns, timestamp }: CsvOptions): string[] {
  if (columns && columns.length !== rows[0].length) {
    throw new ImpulseError('IMP_AXES_MISMATCH', { file, found: `${rows[0].length} columns`, wanted: columns.join(', ') });
  }
  if (columns ?? header.length) return columns ?? header;
  if (rows[0].length === axes.length + 1 && timestamp !== 'none') return ['timestamp', ...axes];
  return rows[0].length === axes.length ? [...axes] : rows[0].map((_, index) => `column ${index + 1}`);
}

function renamed(file: string, names: string[], { rename = {} }: CsvOptions): string[] {
  for (const name of Object.keys(rename)) findNamed(file, names, name);
  return names.map((name) => (Object.hasOwn(rename, name) ? rename[name] : name));
}

function findNamed(file: string, names: readonly string[], wanted: string): number {
  const index = names.indexOf(wanted);
  if (index < 0) throw new ImpulseError('IMP_CSV_COLUMN', { file, column: wanted, known: names.join(', ') });
  return index;
}

interface ValueColumns extends Pick<CsvOptions, 'decimal'> {
  /** Places of the axes. */
  columns: number[];
  /** Of all columns. */
  names: string[];
}

function readValues(file: string, table: CsvTable, { columns, names, decimal }: ValueColumns): Float32Array {
  if (table.numbers) return pickColumns(table.numbers, names.length, columns);
  const values = new Float32Array(table.rows.length * columns.length);
  table.rows.forEach((row, index) => {
    columns.forEach((column, axis) => {
      const value = parseNumber(row[column], decimal);
      if (!Number.isFinite(Math.fround(value)))
        throw brokenRow(file, table, index, `"${row[column]}" in column ${names[column]} is no number`);
      values[index * columns.length + axis] = value;
    });
  });
  return values;
}

function pickColumns(numbers: Float64Array, width: number, columns: readonly number[]): Float32Array {
  const values = new Float32Array((numbers.length / width) * columns.length);
  columns.forEach((column, axis) => {
    for (let from = column, to = axis; from < numbers.length; from += width, to += columns.length) values[to] = numbers[from];
  });
  return values;
}

/** One text all the way is the label of the recording; several are spans; an empty cell labels nothing. */
function readLabels(cells: string[]): Pick<Recording, 'label' | 'spans'> {
  if (cells[0] && cells.every((cell) => cell === cells[0])) return { label: cells[0] };
  const spans: Span[] = [];
  cells.forEach((label, index) => {
    const last = spans.at(-1);
    if (last && last.label === label && last.end === index - 1) last.end = index;
    else if (label) spans.push({ start: index, end: index, label });
  });
  return { spans };
}
