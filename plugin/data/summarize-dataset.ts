import type { Quarantined } from './dataset';
import { compareText } from './find-files';
import { type Duplicate, findDuplicates } from './find-duplicates';
import type { StoredSample } from './shard-index';

/** What a report says of the data: `summary.json` of the ingest step. */
export interface DatasetSummary {
  samples: number;
  totalSeconds: number;
  shortestMs: number;
  longestMs: number;
  frequencyHz: number[];
  axes: string[][];
  /** By label of the recording or span; `null` counts what has none. */
  labels: { label: string | null; samples: number; seconds: number }[];
  /** Things marked in pictures; absent where no sample has boxes. */
  boxes?: { label: string; boxes: number; pictures: number }[];
  /** Metadata field -> how many distinct values. */
  fields: Record<string, number>;
  quarantined: number;
  quarantine: Quarantined[];
  /** Same bytes under another name; at most 50 are listed. */
  duplicated: number;
  duplicates: Duplicate[];
  /** Same bytes with different labels: one of them is wrong. */
  contradictions: number;
}

/** Rows listed in a summary, so that it stays small whatever the dataset. */
const LISTED = 50;

/** Counts and lengths by label, files left out, duplicates: what the report shows of a dataset. */
export function summarizeDataset(unordered: readonly StoredSample[], quarantine: readonly Quarantined[]): DatasetSummary {
  const samples = [...unordered].sort((a, b) => compareText(a.file, b.file));
  const durations = samples.map((sample) => (sample.length * 1000) / sample.frequencyHz);
  const duplicates = findDuplicates(samples);
  return {
    samples: samples.length,
    totalSeconds: round(durations.reduce((sum, ms) => sum + ms, 0) / 1000),
    shortestMs: round(durations.reduce((least, ms) => Math.min(least, ms), Infinity)),
    longestMs: round(durations.reduce((most, ms) => Math.max(most, ms), 0)),
    frequencyHz: distinct(samples.map((sample) => sample.frequencyHz)),
    axes: distinct(samples.map((sample) => JSON.stringify(sample.axes))).map((axes) => JSON.parse(axes)),
    labels: countLabels(samples),
    ...(samples.some(({ boxes }) => boxes) ? { boxes: countBoxes(samples) } : {}),
    fields: countFields(samples),
    quarantined: quarantine.length,
    quarantine: quarantine.slice(0, LISTED),
    duplicated: duplicates.length,
    duplicates: duplicates.slice(0, LISTED),
    contradictions: duplicates.filter((duplicate) => duplicate.labels.length > 1).length,
  };
}

function countLabels(samples: StoredSample[]): DatasetSummary['labels'] {
  const counts = new Map<string | null, { samples: number; seconds: number }>();
  const add = (label: string | null, steps: number, frequencyHz: number) => {
    const count = counts.get(label) ?? { samples: 0, seconds: 0 };
    counts.set(label, { samples: count.samples + 1, seconds: count.seconds + steps / frequencyHz });
  };
  for (const sample of samples) {
    if (!sample.spans) add(sample.label, sample.length, sample.frequencyHz);
    for (const span of sample.spans ?? []) add(span.label, span.end - span.start + 1, sample.frequencyHz);
  }
  const rows = [...counts].map(([label, count]) => ({ label, samples: count.samples, seconds: round(count.seconds) }));
  return rows.sort((a, b) => compareText(a.label ?? '', b.label ?? ''));
}

function countBoxes(samples: StoredSample[]): NonNullable<DatasetSummary['boxes']> {
  const counts = new Map<string, { boxes: number; pictures: number }>();
  for (const { boxes = [] } of samples) {
    for (const label of distinct(boxes.map((box) => box.label))) {
      const { boxes: sum, pictures } = counts.get(label) ?? { boxes: 0, pictures: 0 };
      counts.set(label, { boxes: sum + boxes.filter((box) => box.label === label).length, pictures: pictures + 1 });
    }
  }
  return [...counts].map(([label, count]) => ({ label, ...count })).sort((a, b) => compareText(a.label, b.label));
}

function countFields(samples: StoredSample[]): Record<string, number> {
  const values = new Map<string, Set<string>>();
  for (const { metadata } of samples) {
    for (const [field, value] of Object.entries(metadata)) values.set(field, (values.get(field) ?? new Set()).add(value));
  }
  return Object.fromEntries([...values].sort(([a], [b]) => compareText(a, b)).map(([field, set]) => [field, set.size]));
}

function distinct<T>(values: T[]): T[] {
  return [...new Set(values)];
}

function round(value: number): number {
  return Math.round(value * 1000) / 1000;
}
