import type { BlockPlan } from '../../../plugin/native';
import { COVARIANCES } from './covariance';
import type { Mixture } from './fit-mixture';
import type { UsedFeature } from './used-features';

/**
 * What `gmm_anomaly.cpp` scores with: means in the features' own units, and roots that normalise as well.
 * @param threshold the negative log likelihood that becomes the score 0
 */
export function mixturePlan({ components, covariance, width }: Mixture, threshold: number, used: readonly UsedFeature[]): BlockPlan {
  const isFull = covariance === COVARIANCES.full;
  const columns = isFull ? used.flatMap((_, row) => used.slice(0, row + 1)) : used;
  const floats = [
    ...components.map(({ peak }) => peak + threshold),
    ...components.flatMap(({ mean }) => used.map((feature, at) => feature.mean + mean[at] / feature.scale)),
    ...components.flatMap(({ root }) => columns.map(({ scale }, at) => root[at] * scale)),
  ];
  return {
    shape: [1],
    ints: [width, components.length, isFull ? 1 : 0, ...used.map(({ place }) => place)],
    floats: floats.map(Math.fround),
    scratchBytes: 0,
    stateBytes: 0,
  };
}
