import { ImpulseError } from '../../errors';
import type { Span } from '../dataset';
import { chooseAxes } from './choose-axes';
import { type CsvTable, brokenRow, parseNumber, splitCsv } from './csv-table';
import { findTimeColumn, readTimes } from './csv-time';
import type { CsvOptions, ReadRequest, Recording } from './format';
import { toRegularGrid } from './regular-grid';

/**
 * Reads one recording of numbers: a row per time step, a column per axis, perhaps a time column and a label column. Delimiter and header
 * are found or given by the source's `csv` options. Columns are taken by the names of the input's axes, or by position where the counts
 * agree. With times the values are put on the input's regular grid (see `toRegularGrid`); a label column then must stay away or the
 * times be regular, because labels cannot be interpolated.
 */
export function readCsv({ file, bytes, axes, frequencyHz, options: { csv = {} } }: ReadRequest): Recording {
  const table = splitCsv(file, bytes.toString('utf8'), csv);
  const names = columnNames(file, table, axes, csv);
  const time = findTimeColumn(names, csv);
  const label = csv.labelColumn === undefined ? -1 : findNamed(file, names, csv.labelColumn);
  if (csv.timestamp && csv.timestamp !== 'none') findNamed(file, names, csv.timestamp);
  const others = names.map((_, index) => index).filter((index) => index !== time && index !== label);
  const chosen = chooseAxes(
    file,
    others.map((index) => names[index]),
    axes,
  ).map((index) => others[index]);
  const raw = readValues(file, table, chosen, names);
  const values =
    time < 0 ? raw : toRegularGrid({ file, values: raw, axes: axes.length, ...readTimes(file, table, time, csv) }, frequencyHz);
  if (label >= 0 && values !== raw)
    throw new ImpulseError('IMP_RECORDING_BROKEN', { file, problem: 'its times are irregular, so its label column fits no time step' });
  return {
    axes: [...axes],
    frequencyHz: time < 0 ? (csv.frequency ?? frequencyHz) : frequencyHz,
    dtype: 'float32',
    values,
    metadata: {},
    ...(label >= 0 && readLabels(table.rows.map((row) => row[label]))),
  };
}

function columnNames(file: string, { header, rows }: CsvTable, axes: readonly string[], { columns, timestamp }: CsvOptions): string[] {
  if (columns && columns.length !== rows[0].length) {
    throw new ImpulseError('IMP_AXES_MISMATCH', { file, found: `${rows[0].length} columns`, wanted: columns.join(', ') });
  }
  if (columns ?? header.length) return columns ?? header;
  if (rows[0].length === axes.length + 1 && timestamp !== 'none') return ['timestamp', ...axes];
  return rows[0].length === axes.length ? [...axes] : rows[0].map((_, index) => `column ${index + 1}`);
}

function findNamed(file: string, names: readonly string[], wanted: string): number {
  const index = names.indexOf(wanted);
  if (index < 0) throw new ImpulseError('IMP_CSV_COLUMN', { file, column: wanted, known: names.join(', ') });
  return index;
}

function readValues(file: string, table: CsvTable, columns: number[], names: string[]): Float32Array {
  const values = new Float32Array(table.rows.length * columns.length);
  table.rows.forEach((row, index) => {
    columns.forEach((column, axis) => {
      const value = parseNumber(row[column]);
      if (!Number.isFinite(value)) throw brokenRow(file, table, index, `"${row[column]}" in column ${names[column]} is no number`);
      values[index * columns.length + axis] = value;
    });
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
