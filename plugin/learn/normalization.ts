/** `x * scale + offset` in float32, one pair for each value of the features' last axis: mean 0 and deviation 1 over the train windows. */
export interface Normalization {
  scale: Float32Array;
  offset: Float32Array;
  /** Training keeps normalised values inside ± this. Default: `INPUT_LIMIT`. */
  limit?: number;
}

/** Normalised values are kept inside ±4 deviations while training, because the int8 model's input holds no more. */
export const INPUT_LIMIT = 4;

/**
 * Means and deviations over the windows that train. A flat feature vector is normalised value by value; features with more axes (frames x
 * coefficients) per value of the last axis, so that a pattern may move along the others.
 *
 * @param features `[windows, product of shape]`
 */
export function fitNormalization(features: Float32Array, shape: readonly number[], rows: Uint32Array): Normalization {
  const { means, deviations } = measure(features, shape, rows);
  // A value that never changes carries nothing; dividing by its deviation would make noise of rounding errors.
  const scale = Float32Array.from(deviations, (deviation, at) => (deviation > 1e-6 * Math.abs(means[at]) + 1e-12 ? 1 / deviation : 0));
  return { scale, offset: Float32Array.from(means, (mean, at) => -mean * scale[at]) };
}

/** Mean and standard deviation of each value of the last axis over some rows. */
function measure(features: Float32Array, shape: readonly number[], rows: Uint32Array): { means: Float64Array; deviations: Float64Array } {
  const width = shape.reduce((product, size) => product * size, 1);
  const depth = shape[shape.length - 1];
  const sums = new Float64Array(depth);
  const squares = new Float64Array(depth);
  const each = (visit: (value: number, at: number) => void): void => {
    for (const row of rows) for (let at = 0; at < width; at++) visit(features[row * width + at], at % depth);
  };
  const count = (rows.length * width) / depth;
  each((value, at) => (sums[at] += value));
  const means = sums.map((sum) => sum / count);
  each((value, at) => (squares[at] += (value - means[at]) * (value - means[at])));
  return { means, deviations: squares.map((square) => Math.sqrt(square / count)) };
}

/**
 * Of what a frozen base gives: mean 0 for each value of the last axis, and one factor for all of them, by which their mean variance is 1. All of
 * them stand in one int8 tensor; a factor for each would give those that hardly change the largest weights, and leave few integers to the others.
 */
export function fitCentre(features: Float32Array, shape: readonly number[], rows: Uint32Array): Normalization {
  const { means, deviations } = measure(features, shape, rows);
  const variance = deviations.reduce((sum, deviation) => sum + deviation * deviation, 0) / deviations.length;
  const factor = variance > 0 ? 1 / Math.sqrt(variance) : 0;
  return { scale: new Float32Array(means.length).fill(factor), offset: Float32Array.from(means, (mean) => -mean * Math.fround(factor)), limit: Infinity };
}

/** `x * scale + offset`, with the roundings of the exported operators: what a model with the normalisation in front of it sees. */
export function scaleFeatures(features: Float32Array, { scale, offset }: Normalization): Float32Array {
  const depth = scale.length;
  return features.map((value, at) => Math.fround(value * scale[at % depth]) + offset[at % depth]);
}

/** Normalises in place, with the roundings of the exported operators and the limits of the int8 input. */
export function normalize(features: Float32Array, { scale, offset, limit = INPUT_LIMIT }: Normalization): void {
  const depth = scale.length;
  for (let at = 0; at < features.length; at++) {
    const value = Math.fround(features[at] * scale[at % depth]) + offset[at % depth];
    features[at] = Math.min(limit, Math.max(-limit, value));
  }
}
