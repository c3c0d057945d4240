import { parseJson } from '../../../schemas/parse-json';
import { ImpulseError } from '../../errors';
import type { SplitName } from '../../manifest/manifest';
import type { Span } from '../dataset';
import type { Labelling } from './label-recording';

/** File (as the document names it) -> what is said of it. */
export type LabelDocument = Map<string, Labelling>;

interface StructuredLabel {
  startIndex: number;
  endIndex: number;
  label: string;
}

interface InfoFile {
  path: string;
  category?: string;
  label?: { type: string; label?: string; labels?: unknown };
  metadata?: unknown;
}

const CATEGORIES: Record<string, SplitName | undefined> = { training: 'train', testing: 'test', validation: 'validation' };

/** Structured labels, `info.labels` (JSON or NDJSON) or a plain `{ "file": "label" }`. */
export function parseLabelDocument(path: string, text: string): LabelDocument {
  const document = parse(path, text);
  if (Array.isArray(document.files)) return readInfo(path, document.files);
  if (isRecord(document.structuredLabels)) return readStructured(path, document.structuredLabels);
  const plain = Object.entries(document).filter((entry): entry is [string, string] => typeof entry[1] === 'string');
  return new Map(plain.map(([file, label]) => [file, { label }]));
}

function parse(path: string, text: string): Record<string, unknown> {
  try {
    return /^\s*\{\s*"__ndjson"/.test(text) ? parseLines(text) : (parseJson(text) as Record<string, unknown>);
  } catch (error) {
    throw new ImpulseError('IMP_LABELS_FILE', { file: path, problem: `it is no valid JSON (${(error as Error).message})` });
  }
}

function parseLines(text: string): Record<string, unknown> {
  const [head, ...lines] = text
    .split('\n')
    .filter((line) => line.trim())
    .map((line) => parseJson(line) as Record<string, unknown> | null);
  const files = lines.flatMap((line) => (line?.__key === 'files' ? [line.__item] : []));
  return { ...head, files: [...(Array.isArray(head?.files) ? head.files : []), ...files] };
}

function readInfo(path: string, files: readonly unknown[]): LabelDocument {
  return new Map(files.map((file, index) => readInfoFile(path, file, index)));
}

function readInfoFile(path: string, file: unknown, index: number): [string, Labelling] {
  if (!isInfoFile(file)) {
    throw new ImpulseError('IMP_LABELS_FILE', { file: path, problem: `its file ${index} has no path, or a label that is none` });
  }
  const { label, labels, type } = file.label ?? { type: 'unlabeled' };
  const spans = type === 'multi-label' ? toSpans(path, file.path, labels) : undefined;
  const metadata = { ...textsOf(file.metadata), ...(type === 'keyvalue-labels' ? textsOf(labels) : {}) };
  return [file.path, { label: label ?? null, spans, metadata, use: CATEGORIES[file.category ?? ''] }];
}

function isInfoFile(file: unknown): file is InfoFile {
  if (!isRecord(file) || typeof file.path !== 'string') return false;
  const { label = {} } = file;
  return isRecord(label) && (label.label === undefined || label.label === null || typeof label.label === 'string');
}

/** Values of metadata are text, whatever a document makes of them. */
function textsOf(values: unknown): Record<string, string> {
  const entries = isRecord(values) ? Object.entries(values) : [];
  return Object.fromEntries(entries.map(([field, value]) => [field, typeof value === 'string' ? value : JSON.stringify(value)]));
}

function readStructured(path: string, files: Record<string, unknown>): LabelDocument {
  return new Map(Object.entries(files).map(([file, labels]) => [file, { label: null, spans: toSpans(path, file, labels) }]));
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null;
}

/** Ascending spans without overlap, as the ecosystem's uploader resolves them: the later one wins, equal neighbours are merged. */
export function toSpans(path: string, file: string, labels: unknown): Span[] {
  const spans: Span[] = [];
  for (const structured of Array.isArray(labels) ? labels : [labels ?? []].flat()) {
    if (!isStructured(structured)) {
      throw new ImpulseError('IMP_LABELS_FILE', { file: path, problem: `"${file}": ${show(structured)} is no labelled stretch` });
    }
    const { startIndex, endIndex, label } = structured;
    cutOut(spans, startIndex, endIndex);
    spans.push({ start: startIndex, end: endIndex, label });
  }
  return mergeNeighbours(spans.sort((a, b) => a.start - b.start));
}

/** CBOR has whole numbers that JSON has not. */
function show(value: unknown): string {
  const text = JSON.stringify(value, (_, inner: unknown) => (typeof inner === 'bigint' ? String(inner) : inner)) ?? 'nothing';
  return text.length > 100 ? `${text.slice(0, 100)}...` : text;
}

function isStructured(value: unknown): value is StructuredLabel {
  if (!isRecord(value)) return false;
  const { startIndex: start, endIndex: end, label } = value;
  const isStretch = Number.isInteger(start) && Number.isInteger(end) && (start as number) >= 0 && (end as number) >= (start as number);
  return isStretch && typeof label === 'string';
}

function cutOut(spans: Span[], start: number, end: number): void {
  for (let i = spans.length - 1; i >= 0; i--) {
    const span = spans[i];
    if (span.end < start || span.start > end) continue;
    const rest = [
      { ...span, end: start - 1 },
      { ...span, start: end + 1 },
    ];
    spans.splice(i, 1, ...rest.filter((piece) => piece.start <= piece.end));
  }
}

/** Stretches that touch and have one label become one. */
export function mergeNeighbours(spans: readonly Span[]): Span[] {
  const merged: Span[] = [];
  for (const span of spans) {
    const last = merged.at(-1);
    if (last && last.label === span.label && last.end + 1 === span.start) last.end = span.end;
    else merged.push({ ...span });
  }
  return merged;
}
