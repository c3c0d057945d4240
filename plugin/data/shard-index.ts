import type { Box, Quarantined, Sample } from './dataset';

/** A sample and where its values stand in the shard's values file. */
export interface StoredSample extends Sample {
  byteOffset: number;
  /** SHA-256 of the file it was read from, for finding duplicates. */
  content: string;
}

/** One column with few distinct values: the values, and per row which of them it is; -1 = none. */
interface CodedColumn<T> {
  values: T[];
  codes: number[];
}

/** A shard's index as it stands on disk: one array per column, so that 1,000 rows parse in a millisecond and pandas can read it. */
export interface ShardIndex {
  version: 1;
  rows: number;
  /** Size of the values file. */
  bytes: number;
  /** SHA-256 of the values file: tells steps that work shard by shard which of them changed. */
  digest: string;
  id: string[];
  file: string[];
  content: string[];
  length: number[];
  byteOffset: number[];
  label: CodedColumn<string>;
  use: CodedColumn<NonNullable<Sample['use']>>;
  dtype: CodedColumn<Sample['dtype']>;
  axes: CodedColumn<string[]>;
  frequencyHz: CodedColumn<number>;
  metadata: Record<string, CodedColumn<string>>;
  /** Row -> `[start, end, label, ...]`, only rows that have spans. */
  spans: Record<string, (number | string)[]>;
  /** Row -> `[x, y, width, height, label, ...]`, only rows that have boxes. */
  boxes: Record<string, (number | string)[]>;
  /** Files of this shard that could not be used. */
  quarantine: Quarantined[];
}

/** Rows to columns: the form in which a shard keeps what it knows of its samples. */
export function encodeIndex(
  samples: readonly StoredSample[], quarantine: readonly Quarantined[], { bytes, digest }: Pick<ShardIndex, 'bytes' | 'digest'>,
): ShardIndex {
  const fields = [...new Set(samples.flatMap((sample) => Object.keys(sample.metadata)))].sort();
  return {
    version: 1,
    rows: samples.length,
    bytes,
    digest,
    id: samples.map((sample) => sample.id),
    file: samples.map((sample) => sample.file),
    content: samples.map((sample) => sample.content),
    length: samples.map((sample) => sample.length),
    byteOffset: samples.map((sample) => sample.byteOffset),
    label: code(samples.map((sample) => sample.label)),
    use: code(samples.map((sample) => sample.use)),
    dtype: code(samples.map((sample) => sample.dtype)),
    axes: code(samples.map((sample) => sample.axes)),
    frequencyHz: code(samples.map((sample) => sample.frequencyHz)),
    metadata: Object.fromEntries(fields.map((field) => [field, code(samples.map((sample) => sample.metadata[field]))])),
    spans: Object.fromEntries(samples.flatMap((sample, row) => (sample.spans ? [[row, flattenSpans(sample.spans)]] : []))),
    boxes: Object.fromEntries(samples.flatMap((sample, row) => (sample.boxes ? [[row, flattenBoxes(sample.boxes)]] : []))),
    quarantine: [...quarantine],
  };
}

/** Columns back to rows. */
export function decodeIndex(index: ShardIndex): StoredSample[] {
  return index.id.map((id, row) => ({
    id,
    file: index.file[row],
    label: pick(index.label, row) ?? null,
    ...(index.spans[row] && { spans: unflattenSpans(index.spans[row]) }),
    ...(index.boxes[row] && { boxes: unflattenBoxes(index.boxes[row]) }),
    axes: pick(index.axes, row) as string[],
    frequencyHz: pick(index.frequencyHz, row) as number,
    length: index.length[row],
    dtype: pick(index.dtype, row) as Sample['dtype'],
    metadata: pickAll(index.metadata, row),
    ...(index.use.codes[row] >= 0 && { use: pick(index.use, row) }),
    byteOffset: index.byteOffset[row],
    content: index.content[row],
  }));
}

function code<T>(column: (T | null | undefined)[]): CodedColumn<T> {
  const known = new Map<string, number>();
  const values: T[] = [];
  const codes = column.map((value) => {
    if (value === null || value === undefined) return -1;
    const key = JSON.stringify(value);
    if (!known.has(key)) known.set(key, values.push(value) - 1);
    return known.get(key) as number;
  });
  return { values, codes };
}

function pick<T>(column: CodedColumn<T>, row: number): T | undefined {
  return column.values[column.codes[row]];
}

function pickAll(metadata: ShardIndex['metadata'], row: number): Record<string, string> {
  const fields = Object.entries(metadata).filter(([, column]) => column.codes[row] >= 0);
  return Object.fromEntries(fields.map(([field, column]) => [field, pick(column, row) as string]));
}

function flattenSpans(spans: NonNullable<Sample['spans']>): (number | string)[] {
  return spans.flatMap((span) => [span.start, span.end, span.label]);
}

function unflattenSpans(flat: (number | string)[]): NonNullable<Sample['spans']> {
  const spans: NonNullable<Sample['spans']> = [];
  for (let i = 0; i < flat.length; i += 3)
    spans.push({ start: flat[i] as number, end: flat[i + 1] as number, label: flat[i + 2] as string });
  return spans;
}

function flattenBoxes(boxes: readonly Box[]): (number | string)[] {
  return boxes.flatMap(({ x, y, width, height, label }) => [x, y, width, height, label]);
}

function unflattenBoxes(flat: (number | string)[]): Box[] {
  return Array.from({ length: flat.length / 5 }, (_, i) => {
    const [x, y, width, height, label] = flat.slice(5 * i, 5 * i + 5) as [number, number, number, number, string];
    return { label, x, y, width, height };
  });
}
