const float = new Float32Array(1);
const bits = new Int32Array(float.buffer);

/** -0 has the place -1, right below 0; the floats below zero begin here. */
const BELOW_ZERO = -2;

/**
 * The place of a threshold among the float32 values, as an integer: the largest float32 that is <= it, so that `feature <= threshold`
 * holds for the same float32 features as with the threshold's 64 bits. tree_ensemble.cpp gives features their places alike.
 */
export function orderThreshold(threshold: number): number {
  float[0] = threshold;
  if (float[0] === 0) return threshold < 0 ? BELOW_ZERO : 0;
  const order = bits[0] ^ ((bits[0] >> 31) & 0x7fffffff);
  return float[0] > threshold ? order - 1 : order;
}
