import type { SplitName } from '../manifest/manifest';
import type { Sample } from './dataset';
import { compareText } from './find-files';
import type { Split } from './split-dataset';

/** Counts by side and by label and side: `summary.json` of the split step. */
export interface SplitSummary {
  train: number;
  validation: number;
  test: number;
  labels: { label: string | null; train: number; validation: number; test: number }[];
}

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
