const BETA_1 = 0.9;
const BETA_2 = 0.999;
const EPSILON = 1e-7;

/** First and second moment of each weight's gradient, and how many steps they hold: all that a resumed run needs. */
export interface AdamState {
  steps: number;
  moments1: Float32Array[];
  moments2: Float32Array[];
}

/** Moments of 0 for variables of these sizes. */
export function createAdamState(sizes: readonly number[]): AdamState {
  const zeros = (): Float32Array[] => sizes.map((size) => new Float32Array(size));
  return { steps: 0, moments1: zeros(), moments2: zeros() };
}

/**
 * One step of Adam (Kingma and Ba, arXiv 1412.6980) with decoupled weight decay (arXiv 1711.05101), in place. It runs on typed arrays, not on
 * tensors: model weights for microcontrollers are few, a hundred small kernels a step cost more than this loop, and the state can be saved exactly.
 */
export function stepAdam(
  weights: readonly Float32Array[], gradients: readonly Float32Array[], state: AdamState, learningRate: number, decay: readonly number[],
): void {
  state.steps++;
  const rate = (learningRate * Math.sqrt(1 - power(BETA_2, state.steps))) / (1 - power(BETA_1, state.steps));
  weights.forEach((weight, index) => {
    const gradient = gradients[index];
    const moment1 = state.moments1[index];
    const moment2 = state.moments2[index];
    const keep = 1 - learningRate * decay[index];
    for (let at = 0; at < weight.length; at++) {
      moment1[at] += (1 - BETA_1) * (gradient[at] - moment1[at]);
      moment2[at] += (1 - BETA_2) * (gradient[at] * gradient[at] - moment2[at]);
      weight[at] = keep * weight[at] - (rate * moment1[at]) / (Math.sqrt(moment2[at]) + EPSILON);
    }
  });
}

/** Integer power by squaring: `Math.pow` differs between versions of Node. */
function power(base: number, exponent: number): number {
  let result = 1;
  for (let square = base; exponent > 0; exponent >>>= 1, square *= square) {
    if (exponent & 1) result *= square;
  }
  return result;
}
