import { readFileSync } from 'node:fs';
import { extname } from 'node:path';
import type { FoundFile } from './find-files';
import type { AcquisitionDocument, Attachment } from './formats/acquisition';
import { readCborDocument } from './formats/cbor';
import { parseNumber, splitCsv } from './formats/csv-table';
import { findTimeColumn, readTimes } from './formats/csv-time';
import { readJsonDocument } from './formats/json';
import { readWav } from './formats/wav';

/** What one file says of itself. */
export interface Look {
  kind: 'audio' | 'motion';
  /** 0 where the file does not tell. */
  frequencyHz: number;
  axes: string[];
  /** Time steps. */
  steps: number;
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

function lookAtCsv(file: string, bytes: Buffer): Look {
  const table = splitCsv(file, bytes.toString('utf8'), {});
  const time = findTimeColumn(table.header, {});
  const names = table.header.length > 0 ? table.header : table.rows[0]!.map((_, index) => `axis${index + 1}`);
  const isNumeric = (column: number): boolean => table.rows.every((row) => Number.isFinite(parseNumber(row[column]!)));
  const axes = names.filter((_, index) => index !== time && isNumeric(index));
  const steps = table.rows.length;
  if (time < 0) return { kind: 'motion', frequencyHz: 0, axes, steps };
  const { ms } = readTimes(file, table, time, {});
  const intervals = Array.from(ms.subarray(1), (value, index) => value - ms[index]!).sort((a, b) => a - b);
  return { kind: 'motion', frequencyHz: Number((1000 / intervals[intervals.length >> 1]!).toPrecision(4)), axes, steps };
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
