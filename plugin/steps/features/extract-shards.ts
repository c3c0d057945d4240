import type { Window } from '../../data/dataset';
import type { DatasetShard, OpenDataset } from '../../data/open-dataset';
import type { StepContext } from '../step';
import { createFeatureShard, type FeatureShard, featureShardKey, openFeatureShard } from './feature-shards';

type Append = (rows: Float32Array) => void;

/** What is extracted from, by what, and where the rows go. */
export interface ShardExtraction {
  dataset: Pick<OpenDataset, 'samples' | 'shards'>;
  /** In the order of the samples. */
  windows: readonly Window[];
  /** Features of a window. */
  columns: number;
  /** Everything but windows and values that decides what the features are. */
  ingredients: readonly string[];
  /** Computes the rows of some windows, in their order, and says how many are done. */
  extract(windows: readonly Window[], append: Append, report: (windows: number) => void): Promise<void>;
  /** Takes the rows of all windows, in the order of the samples. */
  append: Append;
  progress: StepContext['progress'];
}

/** A shard of the dataset, seen as windows. */
interface Part {
  /** Of the dataset, ascending. */
  samples: readonly number[];
  windows: Window[];
  key: string;
  /** The rows of the windows, once they are there. */
  rows?: FeatureShard;
}

/**
 * Extracts the windows of the shards that changed since they were extracted last, whatever else of the dataset did, and takes the
 * others' rows as they were kept. A dataset of one shard has none to keep: all of it is in the artefact already.
 */
export async function extractShards(extraction: ShardExtraction): Promise<void> {
  const { dataset, windows, append, extract, progress, columns } = extraction;
  if (dataset.shards.length <= 1) {
    return extract(windows, append, (done) => progress(`${done} of ${windows.length} windows`, done / windows.length));
  }
  const first = firstWindows(windows, dataset.samples.length);
  const parts = dataset.shards.map((shard) => partOf(shard, first, extraction));
  try {
    for (const part of parts) part.rows = openFeatureShard(part.key, part.windows.length * columns);
    await extractChanged(parts, extraction);
    mergeRows(parts, first, extraction);
  } finally {
    for (const { rows } of parts) rows?.close();
  }
}

/** Sample -> index of its first window; one more behind the last. */
function firstWindows(windows: readonly Window[], samples: number): Int32Array {
  const first = new Int32Array(samples + 1);
  for (const { sample } of windows) first[sample + 1]++;
  for (let sample = 0; sample < samples; sample++) first[sample + 1] += first[sample];
  return first;
}

/** Names and labels are not in the key: what they say is no feature. */
function partOf({ digest, samples }: DatasetShard, first: Int32Array, { dataset, windows, ingredients }: ShardExtraction): Part {
  const own = samples.flatMap((sample) => windows.slice(first[sample], first[sample + 1]));
  const layout = samples.map((sample) => {
    const { axes, dtype, length, byteOffset } = dataset.samples[sample];
    const cuts = windows.slice(first[sample], first[sample + 1]).map((window) => [window.start, window.length]);
    return [axes, dtype, length, byteOffset, cuts];
  });
  return { samples, windows: own, key: featureShardKey([digest, JSON.stringify(layout), ...ingredients]) };
}

async function extractChanged(parts: readonly Part[], { extract, progress }: ShardExtraction): Promise<void> {
  const changed = parts.filter(({ rows }) => rows === undefined);
  const total = changed.reduce((sum, { windows }) => sum + windows.length, 0);
  let before = 0;
  const report = (own: number): void => {
    const done = before + own;
    progress(`${changed.length} of ${parts.length} shards changed: ${done} of ${total} windows`, done / Math.max(1, total));
  };
  report(0);
  for (const part of changed) {
    const shard = createFeatureShard(part.key);
    try {
      await extract(part.windows, shard.append, report);
    } catch (error) {
      shard.drop();
      throw error;
    }
    part.rows = shard.keep();
    before += part.windows.length;
  }
}

/** Within a shard, rows stand in the order of the samples already: each is read from its first to its last. */
function mergeRows(parts: readonly Part[], first: Int32Array, { dataset, columns, append }: ShardExtraction): void {
  const partOfSample = new Array<Part>(dataset.samples.length);
  for (const part of parts) for (const sample of part.samples) partOfSample[sample] = part;
  partOfSample.forEach(({ rows }, sample) => append(rows!.next((first[sample + 1] - first[sample]) * columns)));
}
