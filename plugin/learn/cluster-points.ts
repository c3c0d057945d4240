import { createRandom, type Random } from './random';

/** Centres, and which points are nearest to each. */
export interface Clustering {
  /** `[clusters, width]`. */
  centres: Float64Array;
  /** Cluster of each point. */
  nearest: Int32Array;
}

const ROUNDS = 100;

/**
 * k-means by Lloyd's rounds from a k-means++ start, until no point changes its cluster. A cluster that loses all its points stays
 * where it is.
 *
 * @param points `[count, width]`
 */
export function clusterPoints(
  points: Float32Array,
  width: number,
  clusters: number,
  seed: number,
  progress: (done: number) => void,
): Clustering {
  const centres = chooseStart(points, width, clusters, createRandom(seed, clusters));
  const nearest = new Int32Array(points.length / width).fill(-1);
  for (let round = 0; round < ROUNDS && assign(points, width, centres, nearest) > 0; round++) {
    moveCentres(points, width, centres, nearest);
    progress((round + 1) / ROUNDS);
  }
  return { centres, nearest };
}

/** Each further centre is a point, chosen with a probability that grows with its squared distance to the centres so far (k-means++). */
function chooseStart(points: Float32Array, width: number, clusters: number, random: Random): Float64Array {
  const count = points.length / width;
  const centres = new Float64Array(clusters * width);
  const distances = new Float64Array(count).fill(Infinity);
  let chosen = random.below(count);
  for (let cluster = 0; cluster < clusters; cluster++) {
    centres.set(points.subarray(chosen * width, (chosen + 1) * width), cluster * width);
    for (let row = 0; row < count; row++) distances[row] = Math.min(distances[row], squaredDistance(points, row, centres, cluster, width));
    chosen = drawInProportion(distances, random);
  }
  return centres;
}

function drawInProportion(weights: Float64Array, random: Random): number {
  let left = random.uniform() * weights.reduce((sum, weight) => sum + weight, 0);
  const index = weights.findIndex((weight) => (left -= weight) < 0);
  return index < 0 ? random.below(weights.length) : index;
}

/** Gives each point its nearest centre and returns how many changed. */
function assign(points: Float32Array, width: number, centres: Float64Array, nearest: Int32Array): number {
  let changes = 0;
  for (let row = 0; row < nearest.length; row++) {
    let best = 0;
    let least = Infinity;
    for (let cluster = 0; cluster < centres.length / width; cluster++) {
      const distance = squaredDistance(points, row, centres, cluster, width);
      if (distance < least) [least, best] = [distance, cluster];
    }
    if (nearest[row] !== best) changes++;
    nearest[row] = best;
  }
  return changes;
}

function moveCentres(points: Float32Array, width: number, centres: Float64Array, nearest: Int32Array): void {
  const sums = new Float64Array(centres.length);
  const counts = new Uint32Array(centres.length / width);
  nearest.forEach((cluster, row) => {
    counts[cluster]++;
    for (let at = 0; at < width; at++) sums[cluster * width + at] += points[row * width + at];
  });
  sums.forEach((sum, at) => {
    const count = counts[Math.floor(at / width)];
    if (count > 0) centres[at] = sum / count;
  });
}

function squaredDistance(points: Float32Array, row: number, centres: Float64Array, cluster: number, width: number): number {
  let sum = 0;
  for (let at = 0; at < width; at++) {
    const difference = points[row * width + at] - centres[cluster * width + at];
    sum += difference * difference;
  }
  return sum;
}
