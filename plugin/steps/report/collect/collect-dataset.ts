import type { DatasetSummary } from '../../../data/summarize-dataset';
import type { SplitGroups, SplitSummary } from '../../../data/summarize-split';
import type { DatasetPart } from '../report';
import { readJson } from '../../read-json';

/** What the recordings are, how they were split, and which could not be used. */
export function collectDataset(dataset: string, split: string): DatasetPart {
  const summary = readJson<DatasetSummary>(dataset, 'summary.json');
  const sides = readJson<SplitSummary & { leaks: unknown[]; groups?: SplitGroups }>(split, 'summary.json');
  return {
    recordings: summary.samples,
    seconds: summary.totalSeconds,
    labels: sides.labels.map(({ label, train, validation, test }) => ({ label: label ?? '(unlabelled)', train, validation, test })),
    quarantine: summary.quarantine.map(({ file, code, reason }) => ({ file, code, reason })),
    duplicates: summary.duplicated,
    contradictions: summary.contradictions,
    leaks: sides.leaks.length,
    ...(sides.groups ? { groups: sides.groups } : {}),
  };
}
