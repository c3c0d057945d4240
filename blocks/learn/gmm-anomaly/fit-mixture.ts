import { exponential } from '../../../plugin/learn/exponential';
import { logarithm } from '../../../plugin/learn/logarithm';
import type { Covariance, Points } from './covariance';

/** `sum over k of weight_k N(mean_k, covariance_k)`, ready to be evaluated. */
export interface Mixture {
  width: number;
  covariance: Covariance;
  components: Component[];
}

/** One normal distribution of a mixture. */
export interface Component {
  /** Logarithm of its density at its mean, times its weight. */
  peak: number;
  mean: Float64Array;
  root: Float64Array;
}

/** What shapes a mixture beside its points. */
export interface MixtureOptions {
  covariance: Covariance;
  /** Added to each variance, in units of the whole set's. */
  regularisation: number;
  /** Ends when the mean log likelihood changes by less. */
  tolerance?: number;
  /** Rounds at most. */
  rounds?: number;
}

/** log(2 pi) */
const LOG_TURN = 1.8378770664093453;

/** Shares below e^-50 are lost in the sum of all in double precision. */
const LEAST_LOG_SHARE = -50;

/** Keeps a component that lost all its points from dividing by 0. */
const LEAST_WEIGHT = 10 * Number.EPSILON;

/**
 * Expectation maximisation (Dempster, Laird and Rubin, 1977) from a clustering: each round gives every point to the components in shares
 * of their densities there, and moves them to the points that they have.
 * @param start the cluster of each point, from 0
 */
export function fitMixture(
  points: Points,
  start: Int32Array,
  clusters: number,
  { covariance, regularisation, tolerance = 1e-5, rounds = 200 }: MixtureOptions,
  progress: (done: number) => void = () => {},
): Mixture {
  const shares = Array.from({ length: clusters }, (_, cluster) => Float64Array.from(start, (own) => (own === cluster ? 1 : 0)));
  const maximise = (): Mixture => ({
    ...{ width: points.width, covariance },
    components: shares.map((own) => moveComponent(points, own, covariance, regularisation)),
  });
  let mixture = maximise();
  let likelihood = -Infinity;
  for (let round = 0; round < rounds; round++) {
    const before = likelihood;
    likelihood = expect(points, mixture, shares);
    mixture = maximise();
    progress((round + 1) / rounds);
    if (Math.abs(likelihood - before) < tolerance) break;
  }
  return mixture;
}

/** `-log p(x)` of each point. */
export function negativeLogLikelihoods(points: Points, mixture: Mixture): Float64Array {
  const logs = new Float64Array(mixture.components.length);
  return Float64Array.from({ length: points.values.length / points.width }, (_, row) => -logDensities(points, row, mixture, logs));
}

/** Writes the share of each component in each point, and returns the mean log likelihood of the points. */
function expect(points: Points, mixture: Mixture, shares: Float64Array[]): number {
  const count = points.values.length / points.width;
  const logs = new Float64Array(mixture.components.length);
  let sum = 0;
  for (let row = 0; row < count; row++) {
    const whole = logDensities(points, row, mixture, logs);
    shares.forEach((own, component) => (own[row] = exponentialOf(logs[component] - whole)));
    sum += whole;
  }
  return sum / count;
}

/** Writes the logarithm of each component's weighted density, and returns that of their sum. */
function logDensities({ values, width }: Points, row: number, { covariance, components }: Mixture, logs: Float64Array): number {
  const difference = new Float64Array(width);
  components.forEach(({ peak, mean, root }, component) => {
    for (let i = 0; i < width; i++) difference[i] = values[row * width + i] - mean[i];
    logs[component] = peak - covariance.squaredDistance(difference, root) / 2;
  });
  const largest = logs.reduce((most, log) => Math.max(most, log));
  return largest + logarithm(logs.reduce((sum, log) => sum + exponentialOf(log - largest), 0));
}

function exponentialOf(log: number): number {
  return log < LEAST_LOG_SHARE ? 0 : exponential(log);
}

function moveComponent(points: Points, shares: Float64Array, covariance: Covariance, regularisation: number): Component {
  const { values, width } = points;
  const weight = shares.reduce((sum, share) => sum + share, LEAST_WEIGHT);
  const mean = new Float64Array(width);
  shares.forEach((share, row) => {
    if (share !== 0) for (let i = 0; i < width; i++) mean[i] += (share * values[row * width + i]) / weight;
  });
  const root = new Float64Array(covariance.rootSize(width));
  covariance.writeRoot(points, shares, weight, mean, regularisation, root);
  const logDeterminant = covariance.diagonal(root, width).reduce((sum, value) => sum + logarithm(value), 0);
  return { peak: logarithm(weight / shares.length) + logDeterminant - (width * LOG_TURN) / 2, mean, root };
}
