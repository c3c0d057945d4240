import { type FileMetaData, parquetMetadata, parquetSchema, type SchemaTree } from 'hyparquet';
import { parquetHeader } from 'hyparquet/src/column.js';
import { decompressPage } from 'hyparquet/src/datapage.js';
import { deltaBinaryUnpack } from 'hyparquet/src/delta.js';
import { readRleBitPackedHybrid } from 'hyparquet/src/encoding.js';
import { readVarInt } from 'hyparquet/src/thrift.js';
import { skipStruct } from './compact-struct';
import { PARQUET_COMPRESSORS } from './parquet-compressors';

/** Rows times columns: three hours of audio at 16 kHz, or a day of six axes at 400 Hz take a tenth of it and more. */
const MOST_CELLS = 1 << 24;

/** Of a page when it is unpacked: all cells in one, and each of them 8 bytes. */
const MOST_PAGE_BYTES = 8 * MOST_CELLS;

/** A group of values in the last run may be filled up by so many. */
const PADDING = 512;

type Header = ReturnType<typeof parquetHeader>;
type ColumnChunk = NonNullable<FileMetaData['row_groups'][number]['columns'][number]['meta_data']>;

/** A page that was unpacked. */
interface Page {
  bytes: Uint8Array;
  values: number;
  encoding: string | undefined;
  /** Where the definition levels begin: the four bytes of their length first, or, from version 2 on, without them. */
  levelsAt: number;
  /** How long they are, where the header says so. */
  levelBytes: number | undefined;
}

/**
 * Reads the footer of a Parquet file, and checks its flat columns before anybody decodes them: a few bytes can claim any number of rows,
 * unpack to gigabytes, or repeat one value a thousand million times. The decoder believes all of it.
 *
 * @returns the footer, and the names of the columns that are no lists or maps. @throws Error
 */
export function checkParquet(file: Uint8Array): { metadata: FileMetaData; columns: SchemaTree[] } {
  const metadata = readFooter(file);
  const columns = parquetSchema(metadata).children.filter(isFlat);
  const names = new Set(columns.map(({ element }) => element.name));
  if (names.size < columns.length) throw new Error('two columns have the same name');
  if (columns.some(({ element }) => typeof element.name !== 'string')) throw new Error('a column has no name');
  const rows = metadata.row_groups.reduce((sum, group) => sum + Number(group.num_rows), 0);
  if (!(rows >= 0 && rows * columns.length <= MOST_CELLS)) {
    throw new Error(`it claims ${rows} rows of ${columns.length} columns, more than ${MOST_CELLS} cells`);
  }
  for (const { columns: chunks } of metadata.row_groups) {
    for (const { meta_data: chunk } of chunks) {
      const column = columns.find(({ element }) => chunk?.path_in_schema.length === 1 && element.name === chunk.path_in_schema[0]);
      if (chunk && column) checkChunk(file, chunk, column);
    }
  }
  return { metadata, columns };
}

function isFlat({ children, element }: SchemaTree): boolean {
  return children.length === 0 && element.repetition_type !== 'REPEATED';
}

function readFooter(file: Uint8Array): FileMetaData {
  const start = file.length < 12 ? -1 : file.length - 8 - uint32At(file, file.length - 8);
  if (start < 4) throw new Error('it has no footer');
  skipStruct(file, start);
  return parquetMetadata(file, { geoparquet: false });
}

/** The pages of a column in one group of rows. */
function checkChunk(file: Uint8Array, chunk: ColumnChunk, { element }: SchemaTree): void {
  const start = Number(chunk.dictionary_page_offset || chunk.data_page_offset);
  const end = start + Number(chunk.total_compressed_size);
  if (!(start >= 0 && end >= start && end <= file.length)) throw new Error(`the column ${element.name} stands outside of it`);
  const bytes = file.subarray(start, end);
  let values = 0;
  for (let at = 0; at < bytes.length - 1;) {
    const [header, body] = readHeader(bytes, at);
    at = body + header.compressed_page_size;
    values += valuesOf(header);
    if (!(values <= 2 * MOST_CELLS)) throw new Error(`the column ${element.name} claims ${values} values`);
    const page = unpack(header, bytes.subarray(body, at), chunk);
    if (page) checkPage(page, chunk, element.repetition_type !== 'REQUIRED');
  }
}

function readHeader(bytes: Uint8Array, at: number): [Header, number] {
  const body = skipStruct(bytes, at);
  const header = parquetHeader({ view: viewOf(bytes), offset: at });
  const { compressed_page_size: packed, uncompressed_page_size: unpacked } = header;
  const areNumbers = [packed, unpacked, ...countsOf(header)].every((count) => typeof count === 'number');
  if (!areNumbers) throw new Error('a page has no number where one belongs');
  if (!(packed >= 0 && packed <= bytes.length - body)) throw new Error(`a page claims ${packed} bytes and has ${bytes.length - body}`);
  if (!(unpacked >= 0 && unpacked <= MOST_PAGE_BYTES)) throw new Error(`a page claims ${unpacked} bytes when it is unpacked`);
  return [header, body];
}

/** The fields of a header mean what their place says, whatever type the file gave them. */
function countsOf({ data_page_header: first, data_page_header_v2: second, dictionary_page_header: dictionary }: Header): unknown[] {
  const levels = second ? [second.repetition_levels_byte_length, second.definition_levels_byte_length] : [];
  return [...[first, second, dictionary].flatMap((part) => (part ? [part.num_values] : [])), ...levels];
}

function valuesOf({ data_page_header: first, data_page_header_v2: second, dictionary_page_header: dictionary }: Header): number {
  const values = (first ?? second ?? dictionary)?.num_values ?? 0;
  if (!(values >= 0)) throw new Error(`a page claims ${values} values`);
  return values;
}

/** Undefined for a dictionary, whose values each have a place in it. */
function unpack(header: Header, packed: Uint8Array, { codec }: ColumnChunk): Page | undefined {
  const { data_page_header: first, data_page_header_v2: second, dictionary_page_header: dictionary, uncompressed_page_size: size } = header;
  if (first) {
    const bytes = decompressPage(packed, size, codec, PARQUET_COMPRESSORS);
    return { bytes, values: first.num_values, encoding: first.encoding, levelsAt: 0, levelBytes: undefined };
  }
  if (second) {
    const [levelsAt, levelBytes] = [second.repetition_levels_byte_length, second.definition_levels_byte_length];
    const levels = levelsAt + levelBytes;
    if (!(levelsAt >= 0 && levelBytes >= 0 && levels <= Math.min(size, packed.length))) {
      throw new Error('the levels of a page are longer than it');
    }
    const isPacked = second.is_compressed !== false && size > levels;
    const body = isPacked ? decompressPage(packed.subarray(levels), size - levels, codec, PARQUET_COMPRESSORS) : packed.subarray(levels);
    const bytes = Buffer.concat([packed.subarray(0, levels), body]);
    return { bytes, values: second.num_values, encoding: second.encoding, levelsAt, levelBytes };
  }
  if (dictionary && dictionary.num_values > 8 * size) {
    throw new Error(`a dictionary claims ${dictionary.num_values} values and has ${size} bytes`);
  }
  return undefined;
}

function checkPage({ bytes, values, encoding, levelsAt, levelBytes }: Page, { type }: ColumnChunk, isOptional: boolean): void {
  const runsAt = levelBytes === undefined ? levelsAt + 4 : levelsAt;
  const stored = isOptional ? values - countNulls(bytes, runsAt, values) : values;
  const at = levelBytes !== undefined ? levelsAt + levelBytes : isOptional ? runsAt + uint32At(bytes, levelsAt) : levelsAt;
  if (stored === 0) return;
  if (encoding === 'RLE' && type === 'BOOLEAN') checkRuns(bytes, at + 4, 1, stored);
  else if (encoding === 'RLE' || encoding?.endsWith('_DICTIONARY')) checkPlaces(bytes, at, stored);
  else if (encoding === 'DELTA_BYTE_ARRAY') checkPrefixes(bytes, at, stored);
  else if (encoding === 'PLAIN' && stored > (type === 'BOOLEAN' ? 8 : 1) * bytes.length) {
    throw new Error(`a page of ${bytes.length} bytes claims ${stored} values`);
  }
}

/** Definition levels of a flat column: 1 for a value, 0 for none. */
function countNulls(bytes: Uint8Array, at: number, values: number): number {
  checkRuns(bytes, at, 1, values);
  const levels = new Uint8Array(values);
  readRleBitPackedHybrid({ view: viewOf(bytes), offset: at }, 1, levels, 0);
  return levels.reduce((nulls, level) => nulls + 1 - level, 0);
}

/** Places in the dictionary, behind a byte that says how many bits each has. */
function checkPlaces(bytes: Uint8Array, at: number, count: number): void {
  const width = viewOf(bytes).getUint8(at);
  if (width > 32) throw new Error(`places in a dictionary have ${width} bits`);
  if (width > 0) checkRuns(bytes, at + 1, width, count);
}

/** Runs of equal values, and groups of eight, until there are as many as the page has. */
function checkRuns(bytes: Uint8Array, start: number, width: number, count: number): void {
  const reader = { view: viewOf(bytes), offset: start };
  for (let seen = 0; seen < count;) {
    const head = readVarInt(reader) >>> 0;
    const [run, room] = head & 1 ? [8 * (head >>> 1), count - seen + PADDING] : [head >>> 1, count - seen];
    if (run > room) throw new Error(`a page of ${count} values has a run of ${run}`);
    reader.offset += head & 1 ? (width * run) / 8 : Math.ceil(width / 8);
    seen += run;
  }
}

/** Texts that each repeat the beginning of the one before: short ones can add up to any length. */
function checkPrefixes(bytes: Uint8Array, at: number, count: number): void {
  const reader = { view: viewOf(bytes), offset: at };
  const lengths = [new Int32Array(count), new Int32Array(count)];
  for (const half of lengths) deltaBinaryUnpack(reader, count, half);
  const size = lengths.reduce((sum, half) => half.reduce((total, length) => total + (length < 0 ? Infinity : length), sum), 0);
  if (size > MOST_PAGE_BYTES) throw new Error(`the texts of a page are ${size} bytes`);
}

function uint32At(bytes: Uint8Array, at: number): number {
  return viewOf(bytes).getUint32(at, true);
}

function viewOf(bytes: Uint8Array): DataView {
  return new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
}
