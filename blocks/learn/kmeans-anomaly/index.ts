import type { BlockPlan } from '../../../plugin/native';
import type { FitRequest } from '../../../plugin/learn/learn-block';
import { fitNormalization } from '../../../plugin/learn/normalization';
import { clusterPoints } from '../../../plugin/learn/cluster-points';

/**
 * Clusters of the train windows' features, each normalised to mean 0 and deviation 1. A cluster's radius is the distance of its
 * farthest window, or of the one at the margin.
 */
export function fit({ features, width, params, seed, progress }: FitRequest): BlockPlan {
  const count = features.length / width;
  const normalization = fitNormalization(features, [width], Uint32Array.from({ length: count }, (_, row) => row));
  const points = features.map((value, at) => value * normalization.scale[at % width] + normalization.offset[at % width]);
  const { centres, nearest } = clusterPoints(points, width, Math.min(params.clusters, count), seed, progress);
  const clusters = centres.length / width;
  const radii = Array.from({ length: clusters }, (_, cluster) => radiusOf(points, width, centres, nearest, cluster, params.margin));
  const shifted = Float32Array.from(centres, (centre, at) => centre - normalization.offset[at % width]);
  return {
    shape: [1],
    ints: [width, clusters],
    floats: [...normalization.scale, ...Float32Array.from(radii), ...shifted],
    scratchBytes: 0,
    stateBytes: 0,
  };
}

function radiusOf(
  points: Float32Array,
  width: number,
  centres: Float64Array,
  nearest: Int32Array,
  cluster: number,
  margin: number,
): number {
  const distances: number[] = [];
  nearest.forEach((own, row) => {
    if (own !== cluster) return;
    let sum = 0;
    for (let at = 0; at < width; at++) {
      const difference = points[row * width + at] - centres[cluster * width + at];
      sum += difference * difference;
    }
    distances.push(Math.sqrt(sum));
  });
  distances.sort((a, b) => a - b);
  return distances[Math.ceil((1 - margin) * (distances.length - 1))] ?? 0;
}
