import { existsSync, readFileSync } from 'node:fs';
import { posix, resolve } from 'node:path';
import { ImpulseError } from '../../errors';
import type { SplitName } from '../../manifest/manifest';
import type { Span } from '../dataset';
import { checkPointer } from '../check-pointer';
import { findColumns } from './find-columns';
import type { Labelling } from './label-recording';
import { parseCsv } from './parse-csv';
import { type LabelDocument, parseLabelDocument } from './parse-label-document';

/** Labels of many recordings, read once. */
export interface LabelTable {
  /** By the file's path or, where that is not listed, by the longest end of it that is. */
  find(file: string): Labelling | undefined;
}

/**
 * Reads a labels file: csv with a header (a file and a label column, perhaps start and end samples, a split, anything else is metadata), or
 * JSON: structured labels, `info.labels` (also as NDJSON), or a plain map from file to label.
 */
export function readLabelsFile(root: string, path: string): LabelTable {
  const absolute = resolve(root, path);
  if (!existsSync(absolute)) throw new ImpulseError('IMP_LABELS_FILE', { file: path, problem: 'it does not exist' });
  const bytes = readFileSync(absolute);
  checkPointer(path, bytes);
  const text = bytes.toString('utf8');
  const rows = /^\s*[{[]/.test(text) ? parseLabelDocument(path, text) : parseLabelCsv(path, text);
  if (!rows.size) throw new ImpulseError('IMP_LABELS_FILE', { file: path, problem: 'it lists no recording' });
  return { find: (file) => findByEnd(rows, file) };
}

function findByEnd(rows: LabelDocument, file: string): Labelling | undefined {
  const parts = file.split('/');
  for (let from = 0; from < parts.length; from++) {
    const row = rows.get(parts.slice(from).join('/'));
    if (row) return row;
  }
  return undefined;
}

function parseLabelCsv(path: string, text: string): LabelDocument {
  const delimiter = [',', ';', '\t'].find((candidate) => text.split('\n', 1)[0].includes(candidate)) ?? ',';
  const [header = [], ...body] = parseCsv(text, delimiter);
  const columns = findColumns(header);
  if (columns.file < 0 || columns.label < 0) {
    throw new ImpulseError('IMP_LABELS_FILE', {
      file: path,
      problem: `its header "${header.join(delimiter)}" names no file and label column`,
    });
  }
  const rows: LabelDocument = new Map();
  body.forEach((cells, index) => {
    const file = posix.normalize(cells[columns.file] ?? '');
    const metadata = Object.fromEntries(columns.metadata.map((column) => [header[column], cells[column] ?? '']));
    const label = cells[columns.label] || null;
    const entry = rows.get(file) ?? { label, metadata };
    const span =
      columns.start >= 0 && columns.end >= 0 ? toSpan(path, index + 2, cells[columns.start], cells[columns.end], label) : undefined;
    if (span) Object.assign(entry, { label: null, spans: [...(entry.spans ?? []), span], metadata: agreed(entry.metadata, metadata) });
    if (columns.use >= 0) entry.use = toUse(cells[columns.use]);
    rows.set(file, entry);
  });
  return rows;
}

function toSpan(path: string, line: number, start = '', end = '', label: string | null): Span {
  const span = { start: Number(start), end: Number(end), label: label ?? '' };
  if (!start || !end || !Number.isInteger(span.start) || !Number.isInteger(span.end) || span.start < 0 || span.end < span.start || !label) {
    throw new ImpulseError('IMP_LABELS_FILE', {
      file: path,
      problem: `line ${line}: "${start}" to "${end}" is no labelled stretch of samples`,
    });
  }
  return span;
}

/** Metadata of a recording is what all of its rows say alike. */
function agreed(known: Record<string, string> = {}, next: Record<string, string>): Record<string, string> {
  return Object.fromEntries(Object.entries(known).filter(([field, value]) => next[field] === value));
}

const USES: Record<string, SplitName> = { training: 'train', train: 'train', validation: 'validation', testing: 'test', test: 'test' };

function toUse(text = ''): SplitName | undefined {
  return USES[text.toLowerCase()];
}
