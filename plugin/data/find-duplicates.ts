import type { SplitName } from '../manifest/manifest';
import type { StoredSample } from './shard-index';
import type { Split } from './split-dataset';

/** Recordings with the same bytes. Harmless with one label on one side; otherwise the accuracy is not what it seems. */
export interface Duplicate {
  files: string[];
  labels: string[];
  /** Sides of the split they stand on; empty before the split is known. */
  sides: SplitName[];
}

/** Recordings with equal content, in order of the first file. */
export function findDuplicates(samples: readonly StoredSample[], split: Split = {}): Duplicate[] {
  const byContent = new Map<string, StoredSample[]>();
  for (const sample of samples) {
    const same = byContent.get(sample.content);
    if (same) same.push(sample);
    else byContent.set(sample.content, [sample]);
  }
  return [...byContent.values()].filter((same) => same.length > 1).map((same) => describe(same, split));
}

function describe(samples: StoredSample[], split: Split): Duplicate {
  return {
    files: samples.map((sample) => sample.file),
    labels: distinct(samples.map((sample) => sample.label ?? '')),
    sides: distinct(samples.flatMap((sample) => split[sample.id] ?? [])),
  };
}

function distinct<T>(values: T[]): T[] {
  return [...new Set(values)].sort();
}
