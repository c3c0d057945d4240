import { ImpulseError } from '../../../plugin/errors';
import { clusterPoints } from '../../../plugin/learn/cluster-points';
import type { FitRequest } from '../../../plugin/learn/learn-block';
import type { BlockPlan } from '../../../plugin/native';
import { chooseThreshold } from './choose-threshold';
import { COVARIANCES } from './covariance';
import { fitMixture, negativeLogLikelihoods } from './fit-mixture';
import { mixturePlan } from './mixture-plan';
import { findUsedFeatures, normaliseFeatures } from './used-features';

/**
 * A Gaussian mixture of the normal windows' features, each normalised to mean 0 and deviation 1, from a k-means++ clustering; the score is
 * the negative log likelihood less a threshold.
 * @throws IMP_MIXTURE_WINDOWS, IMP_FEATURES_CONSTANT
 */
export function fit({ features, width, params, seed, tune, progress }: FitRequest): BlockPlan {
  const { components, regularisation, margin } = params;
  const count = features.length / width;
  if (count < components) throw new ImpulseError('IMP_MIXTURE_WINDOWS', { windows: count, components });
  const used = findUsedFeatures(features, width);
  if (used.length === 0) throw new ImpulseError('IMP_FEATURES_CONSTANT', { features: width, windows: count });
  const points = normaliseFeatures(features, width, used);
  const { nearest } = clusterPoints(Float32Array.from(points.values), points.width, components, seed, (done) => progress(done / 4));
  const covariance = COVARIANCES[params.covariance as keyof typeof COVARIANCES];
  const mixture = fitMixture(points, nearest, components, { covariance, regularisation }, (done) => progress((1 + 3 * done) / 4));
  const likelihoods = (rows: Float32Array): Float64Array => negativeLogLikelihoods(normaliseFeatures(rows, width, used), mixture);
  const normal = tune && tune.normal.length > 0 ? tune.normal : features;
  const threshold = chooseThreshold(likelihoods(normal), likelihoods(tune?.anomalies ?? new Float32Array()), margin);
  return mixturePlan(mixture, threshold, used);
}
