import { readFileSync } from 'node:fs';
import { extname } from 'node:path';
import type { FoundFile } from './find-files';
import type { AcquisitionDocument, Attachment } from './formats/acquisition';
import { readCborDocument } from './formats/cbor';
import { parseNumber, splitCsv } from './formats/csv-table';
import { findTimeColumn, readTimes } from './formats/csv-time';
import type { CsvOptions } from './formats/format';
import { readJpegHead } from './formats/jpeg-head';
import { readJsonDocument } from './formats/json';
import type { Picture } from './formats/picture';
import { decodePng } from './formats/png';
import { readWav } from './formats/wav';
import { guessLabelColumn, guessTimes } from './guess-csv';

/** What one file says of itself. */
export interface Look {
  kind: 'audio' | 'motion' | 'image';
  /** 0 where the file does not tell. */
  frequencyHz: number;
  axes: string[];
  /** Time steps. */
  steps: number;
  /** Of pictures: their size in pixels, which count as time steps. */
  image?: { width: number; height: number };
  /** Of csv files: the options that they need to be read, and what their label column holds. */
  csv?: CsvOptions;
  labels?: string[];
}

/** By ending, in lower case: formats that a look tells enough about. */
export const LOOKS: Record<string, (file: string, bytes: Buffer) => Look> = {
  '.wav': lookAtWav,
  '.csv': lookAtCsv,
  '.json': (file, bytes) => lookAtDocument(readJsonDocument(file, bytes), undefined),
  '.cbor': (file, bytes) => {
    const { document, attachment } = readCborDocument(file, bytes);
    return lookAtDocument(document, attachment);
  },
  '.png': (file, bytes) => lookAtPicture(decodePng(file, bytes)),
  '.jpg': (_, bytes) => lookAtPicture(readJpegHead(bytes)),
  '.jpeg': (_, bytes) => lookAtPicture(readJpegHead(bytes)),
};

/** Undefined for a broken file: it says nothing, and ingest will name it. */
export function lookAtRecording({ absolute, name }: FoundFile): Look | undefined {
  try {
    return LOOKS[extname(name).toLowerCase()](name, readFileSync(absolute));
  } catch {
    return undefined;
  }
}

function lookAtWav(file: string, bytes: Buffer): Look {
  const { frequencyHz, values } = readWav({ file, bytes, axes: ['audio'], frequencyHz: 0, options: {} });
  return { kind: 'audio', frequencyHz, axes: ['audio'], steps: values.length };
}

/** One picture a second, so that a rate is there. */
function lookAtPicture({ width, height }: Pick<Picture, 'width' | 'height'>): Look {
  return { kind: 'image', frequencyHz: width * height, axes: [], steps: width * height, image: { width, height } };
}

function lookAtCsv(file: string, bytes: Buffer): Look {
  const table = splitCsv(file, bytes.toString('utf8'), {});
  const time = findTimeColumn(table.header, {});
  const names = table.header.length > 0 ? table.header : table.rows[0]!.map((_, index) => `axis${index + 1}`);
  const isNumeric = (column: number): boolean => table.rows.every((row) => Number.isFinite(parseNumber(row[column]!)));
  const axes = names.filter((_, index) => index !== time && isNumeric(index));
  const label = guessLabelColumn(table, time);
  const csv: CsvOptions = { ...(time < 0 ? {} : guessTimes(table, time)), ...(label < 0 ? {} : { labelColumn: names[label] }) };
  const labels = label < 0 ? [] : [...new Set(table.rows.map((row) => row[label]))].filter((word) => word !== '');
  const look = { kind: 'motion' as const, axes, steps: table.rows.length, csv, labels };
  return { ...look, frequencyHz: time < 0 ? 0 : rateOf(readTimes(file, table, time, csv).ms) };
}

/** By the median interval. */
function rateOf(ms: Float64Array): number {
  const intervals = Array.from(ms.subarray(1), (value, index) => value - ms[index]!).sort((a, b) => a - b);
  return Number((1000 / intervals[intervals.length >> 1]!).toPrecision(4));
}

function lookAtDocument({ payload }: AcquisitionDocument, attachment: Attachment): Look {
  const { interval_ms: stepMs, sensors, values } = payload;
  return {
    kind: sensors.every(({ units }) => units === 'wav') ? 'audio' : 'motion',
    frequencyHz: Number((1000 / stepMs).toPrecision(6)),
    axes: sensors.map(({ name }) => name),
    steps: attachment ? attachment.length / sensors.length : values.length,
  };
}
