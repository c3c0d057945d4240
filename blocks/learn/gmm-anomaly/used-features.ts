import { fitNormalization } from '../../../plugin/learn/normalization';
import type { Points } from './covariance';

/** A feature that changes in training: one that never does has no density. */
export interface UsedFeature {
  /** Among the features of a window. */
  place: number;
  mean: number;
  /** `1 / deviation` */
  scale: number;
}

/** @param features `[windows, width]` */
export function findUsedFeatures(features: Float32Array, width: number): UsedFeature[] {
  const count = features.length / width;
  const { scale } = fitNormalization(features, [width], Uint32Array.from({ length: count }, (_, row) => row));
  const sums = new Float64Array(width);
  features.forEach((value, at) => (sums[at % width] += value));
  return Array.from(sums, (sum, place) => ({ place, mean: sum / count, scale: scale[place] })).filter((used) => used.scale > 0);
}

/** The used features of each window, with mean 0 and deviation 1 over the training. */
export function normaliseFeatures(features: Float32Array, width: number, used: readonly UsedFeature[]): Points {
  const values = new Float64Array((features.length / width) * used.length);
  for (let at = 0; at < values.length; at++) {
    const { place, mean, scale } = used[at % used.length];
    values[at] = (features[Math.floor(at / used.length) * width + place] - mean) * scale;
  }
  return { values, width: used.length };
}
