import { parquetReadObjects, type ParquetParsers } from 'hyparquet';
import { ImpulseError } from '../../errors';
import { checkParquet } from './parquet/check-parquet';
import { readTable } from './csv';
import type { CsvTable } from './csv-table';
import type { ReadRequest, Recording } from './format';
import { PARQUET_COMPRESSORS } from './parquet/parquet-compressors';

/** Timestamps as milliseconds with a fraction: a Date would lose what is finer. */
const PARSERS = {
  timestampFromMilliseconds: (ms: bigint) => Number(ms),
  timestampFromMicroseconds: (us: bigint) => Number(us) / 1e3,
  timestampFromNanoseconds: (ns: bigint) => Number(ns / 1000n) / 1e3 + Number(ns % 1000n) / 1e6,
} as unknown as ParquetParsers;

/** Longer than any number, time or label. */
const LONGEST_TEXT = 10_000;

/**
 * Reads one recording of a Parquet file: a row per time step, a column per axis, perhaps columns of times and labels, which are found or
 * named as those of csv files are. Columns of lists and maps are left alone.
 *
 * @throws ImpulseError as `readCsv`
 */
export async function readParquet(request: ReadRequest): Promise<Recording> {
  const { table, times } = await readColumns(request);
  const { csv = {} } = request.options;
  const isTime = times.includes(csv.timestamp ?? '') || (csv.timestamp === undefined && times.length > 0);
  return readTable(request, table, isTime ? { timestamp: times[0], ...csv, timestampUnit: 'ms' } : csv);
}

/** All cells as text, and the columns whose type is a timestamp. */
async function readColumns({ file, bytes }: ReadRequest): Promise<{ table: CsvTable; times: string[] }> {
  try {
    const buffer = bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.byteLength) as ArrayBuffer;
    const { metadata, columns: trees } = checkParquet(new Uint8Array(buffer));
    const columns = trees.map(({ element }) => element);
    const header = columns.map(({ name }) => name);
    const rows = await parquetReadObjects({ file: buffer, metadata, columns: header, parsers: PARSERS, compressors: PARQUET_COMPRESSORS });
    if (rows.length === 0) throw new Error('it has no rows');
    const isTime = ({ logical_type: logical, converted_type: converted }: (typeof columns)[number]): boolean =>
      logical?.type === 'TIMESTAMP' || /^TIMESTAMP/.test(converted ?? '');
    const table = { header, rows: rows.map((row) => header.map((name) => toText(row[name]))), firstLine: 1, unit: 'row' as const };
    return { table, times: columns.filter(isTime).map(({ name }) => name) };
  } catch (error) {
    throw new ImpulseError('IMP_RECORDING_BROKEN', { file, problem: `it is no readable Parquet (${describe(error as Error)})` });
  }
}

/** Where the reader runs into what cannot be, its words tell of the reader. */
function describe(error: Error): string {
  const isOwn = error instanceof TypeError || error instanceof RangeError || /\b(undefined|NaN)\b/.test(error.message);
  return isOwn ? 'its content is cut or damaged' : error.message;
}

/** Numbers keep every bit; what is neither number nor text is named by the reader of the cell. */
function toText(value: unknown): string {
  if (value === null || value === undefined) return '';
  const text = value instanceof Date ? value.toJSON() : typeof value === 'object' ? `(${value.constructor.name})` : String(value);
  if (text.length > LONGEST_TEXT) throw new Error(`a cell holds ${text.length} characters`);
  return text;
}
