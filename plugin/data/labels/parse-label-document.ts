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
  label?: { type: string; label?: string; labels?: StructuredLabel[] | Record<string, string> };
  metadata?: Record<string, string>;
}

const CATEGORIES: Record<string, SplitName | undefined> = { training: 'train', testing: 'test', validation: 'validation' };

/** Structured labels, `info.labels` (JSON or NDJSON) or a plain `{ "file": "label" }`. */
export function parseLabelDocument(path: string, text: string): LabelDocument {
  const document = parse(path, text);
  if (Array.isArray(document.files)) return readInfo(path, document.files as InfoFile[]);
  if (document.structuredLabels) return readStructured(path, document.structuredLabels as Record<string, StructuredLabel[]>);
  const plain = Object.entries(document).filter((entry): entry is [string, string] => typeof entry[1] === 'string');
  return new Map(plain.map(([file, label]) => [file, { label }]));
}

function parse(path: string, text: string): Record<string, unknown> {
  try {
    return /^\s*\{\s*"__ndjson"/.test(text) ? parseLines(text) : (JSON.parse(text) as Record<string, unknown>);
  } catch (error) {
    throw new ImpulseError('IMP_LABELS_FILE', { file: path, problem: `it is no valid JSON (${(error as Error).message})` });
  }
}

function parseLines(text: string): Record<string, unknown> {
  const [head, ...lines] = text
    .split('\n')
    .filter((line) => line.trim())
    .map((line) => JSON.parse(line));
  const files = lines.filter((line) => line.__key === 'files').map((line) => line.__item);
  return { ...head, files: [...(head.files ?? []), ...files] };
}

function readInfo(path: string, files: InfoFile[]): LabelDocument {
  return new Map(
    files.map((file) => {
      const { label, labels, type } = file.label ?? { type: 'unlabeled' };
      const spans = type === 'multi-label' ? toSpans(path, file.path, labels as StructuredLabel[]) : undefined;
      const metadata = type === 'keyvalue-labels' ? { ...file.metadata, ...(labels as Record<string, string>) } : file.metadata;
      return [file.path, { label: label ?? null, spans, metadata, use: CATEGORIES[file.category ?? ''] }];
    }),
  );
}

function readStructured(path: string, files: Record<string, StructuredLabel[]>): LabelDocument {
  return new Map(Object.entries(files).map(([file, labels]) => [file, { label: null, spans: toSpans(path, file, labels) }]));
}

/** Ascending spans without overlap, as the ecosystem's uploader resolves them: the later one wins, equal neighbours are merged. */
export function toSpans(path: string, file: string, labels: StructuredLabel[]): Span[] {
  const spans: Span[] = [];
  for (const { startIndex, endIndex, label } of labels ?? []) {
    if (
      !Number.isInteger(startIndex) ||
      !Number.isInteger(endIndex) ||
      startIndex < 0 ||
      endIndex < startIndex ||
      typeof label !== 'string'
    ) {
      throw new ImpulseError('IMP_LABELS_FILE', { file: path, problem: `"${file}": ${startIndex} to ${endIndex} is no labelled stretch` });
    }
    cutOut(spans, startIndex, endIndex);
    spans.push({ start: startIndex, end: endIndex, label });
  }
  return mergeNeighbours(spans.sort((a, b) => a.start - b.start));
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
