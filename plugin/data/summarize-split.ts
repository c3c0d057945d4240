import type { SplitName } from '../manifest/manifest';
import type { Sample } from './dataset';
import { compareText } from './find-files';
import type { Split } from './split-dataset';

/** Counts by side and by label and side: in `summary.json` of the split step. */
export interface SplitSummary {
  train: number;
  validation: number;
  test: number;
  labels: { label: string | null; train: number; validation: number; test: number }[];
}

/** Who or what stands on which side, of a split by a field such as the speaker: in `summary.json` too. */
export interface SplitGroups extends Record<SplitName, GroupList> {
  field: string;
}

/** How many groups are on a side, and some of their names. */
export interface GroupList {
  count: number;
  /** The first of them in the order of the alphabet. */
  values: string[];
}

/** Values listed of each side, so that a summary stays small whatever the dataset. */
const LISTED = 12;

/** A recording with spans counts once for each label it holds. */
export function summarizeSplit(samples: readonly Sample[], split: Split): SplitSummary {
  const total = { train: 0, validation: 0, test: 0 };
  const byLabel = new Map<string | null, Record<SplitName, number>>();
  for (const sample of samples) {
    const side = split[sample.id];
    total[side] += 1;
    for (const label of new Set(sample.spans ? sample.spans.map((span) => span.label) : [sample.label])) {
      const row = byLabel.get(label) ?? { train: 0, validation: 0, test: 0 };
      row[side] += 1;
      byLabel.set(label, row);
    }
  }
  const labels = [...byLabel].map(([label, row]) => ({ label, ...row })).sort((a, b) => compareText(a.label ?? '', b.label ?? ''));
  return { ...total, labels };
}

/** Recordings without the field are groups of their own and not listed. */
export function listGroups(samples: readonly Sample[], split: Split, field: string): SplitGroups {
  const list = (side: SplitName): GroupList => {
    const values = samples.filter(({ id }) => split[id] === side).flatMap(({ metadata }) => metadata[field] ?? []);
    const distinct = [...new Set(values)].sort(compareText);
    return { count: distinct.length, values: distinct.slice(0, LISTED) };
  };
  return { field, train: list('train'), validation: list('validation'), test: list('test') };
}
