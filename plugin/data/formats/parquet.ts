import { type Compressors, parquetMetadata, parquetReadObjects, type ParquetParsers, parquetSchema } from 'hyparquet';
import * as zlib from 'node:zlib';
import { ImpulseError } from '../../errors';
import { readTable } from './csv';
import type { CsvTable } from './csv-table';
import type { ReadRequest, Recording } from './format';

/** Timestamps as milliseconds with a fraction: a Date would lose what is finer. */
const PARSERS = {
  timestampFromMilliseconds: (ms: bigint) => Number(ms),
  timestampFromMicroseconds: (us: bigint) => Number(us) / 1e3,
  timestampFromNanoseconds: (ns: bigint) => Number(ns / 1000n) / 1e3 + Number(ns % 1000n) / 1e6,
} as unknown as ParquetParsers;

/** From Node 22.15 on. */
const { zstdDecompressSync } = zlib as unknown as { zstdDecompressSync?: typeof zlib.gunzipSync };

/** Node has these itself; Snappy comes with the reader. */
const COMPRESSORS: Compressors = {
  GZIP: (bytes) => zlib.gunzipSync(bytes),
  BROTLI: (bytes) => zlib.brotliDecompressSync(bytes),
  ...(zstdDecompressSync ? { ZSTD: (bytes) => zstdDecompressSync(bytes) } : {}),
};

/**
 * Reads one recording of a Parquet file: a row per time step, a column per axis, perhaps columns of times and labels, which are found or
 * named as those of csv files are.
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
    const metadata = parquetMetadata(buffer);
    const columns = parquetSchema(metadata).children.map(({ element }) => element);
    const header = columns.map(({ name }) => name);
    const rows = await parquetReadObjects({ file: buffer, metadata, parsers: PARSERS, compressors: COMPRESSORS });
    if (rows.length === 0) throw new Error('it has no rows');
    const isTime = ({ logical_type: logical, converted_type: converted }: (typeof columns)[number]): boolean =>
      logical?.type === 'TIMESTAMP' || /^TIMESTAMP/.test(converted ?? '');
    const table = { header, rows: rows.map((row) => header.map((name) => toText(row[name]))), firstLine: 1, unit: 'row' as const };
    return { table, times: columns.filter(isTime).map(({ name }) => name) };
  } catch (error) {
    const problem = `it is no readable Parquet (${(error as Error).message})`;
    throw new ImpulseError('IMP_RECORDING_BROKEN', { file, problem });
  }
}

/** Numbers keep every bit; what is neither number nor text is named by the reader of the cell. */
function toText(value: unknown): string {
  if (value === null || value === undefined) return '';
  return typeof value === 'object' ? JSON.stringify(value) : String(value);
}
