import { createRandom, type Random } from './random';

/** Windows to learn from, row by row. */
export interface TrainingSet {
  count: number;
  /** Features of a window. */
  width: number;
  /** `[count * width]`, normalised. The first is the recording as it is; further ones are altered copies, and every epoch picks one a window. */
  variants: Float32Array[];
  /** `[count * outputs]`: one-hot classes, or values. */
  targets: Float32Array;
  outputs: number;
  /** `[count]`: class weights. */
  weights: Float32Array;
}

/** Alters one window's features in place. */
export type AlterFeatures = (features: Float32Array, random: Random) => void;

/** What an epoch does to its windows. */
export interface Alterations {
  alter?: AlterFeatures;
  /** Largest share of another window that is blended in, 0..1. */
  mixup?: number;
}

/** Rows of one step: features `[count, width]`, targets `[count, outputs]`, a weight each. */
export interface Batch {
  count: number;
  features: Float32Array;
  targets: Float32Array;
  weights: Float32Array;
}

/** Copies rows as they are: for validation. */
export function plainBatch(set: TrainingSet, rows: Uint32Array): Batch {
  return fillBatch(set, rows, () => set.variants[0], undefined);
}

/**
 * Copies rows as one epoch sees them. What happens to a window depends on seed, epoch and row alone: neither on the order of the batches nor on
 * what was trained before, so a resumed training goes on exactly.
 */
export function alteredBatch(set: TrainingSet, rows: Uint32Array, seed: number, epoch: number, { alter, mixup = 0 }: Alterations): Batch {
  const streams = Array.from(rows, (row) => createRandom(seed, epoch, row));
  const pick = (at: number): Float32Array => set.variants[streams[at].below(set.variants.length)];
  const batch = fillBatch(set, rows, pick, alter && ((features, at) => alter(features, streams[at])));
  if (mixup > 0) streams.forEach((random, at) => mixIn(set, batch, at, mixup * random.uniform(), random));
  return batch;
}

/** Blends any other window into a row, and into what it teaches (mixup, arXiv 1710.09412): between known windows answers then change gradually. */
function mixIn({ count, width, variants, targets, outputs, weights }: TrainingSet, batch: Batch, at: number, share: number, random: Random): void {
  const other = random.below(count);
  const blend = (row: Float32Array, source: Float32Array, size: number): void => {
    for (let i = 0; i < size; i++) row[at * size + i] += share * (source[other * size + i] - row[at * size + i]);
  };
  blend(batch.features, variants[random.below(variants.length)], width);
  blend(batch.targets, targets, outputs);
  blend(batch.weights, weights, 1);
}

function fillBatch(
  set: TrainingSet, rows: Uint32Array, pick: (at: number) => Float32Array, alter: ((features: Float32Array, at: number) => void) | undefined,
): Batch {
  const { width, outputs } = set;
  const batch: Batch = {
    count: rows.length,
    features: new Float32Array(rows.length * width),
    targets: new Float32Array(rows.length * outputs),
    weights: new Float32Array(rows.length),
  };
  rows.forEach((row, at) => {
    const features = batch.features.subarray(at * width, (at + 1) * width);
    features.set(pick(at).subarray(row * width, (row + 1) * width));
    alter?.(features, at);
    batch.targets.set(set.targets.subarray(row * outputs, (row + 1) * outputs), at * outputs);
    batch.weights[at] = set.weights[row];
  });
  return batch;
}
