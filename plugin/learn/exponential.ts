/** Terms of the series: the argument that is left is at most ln(2) / 2, where the next one is below 2^-53. */
const TERMS = 14;

/** exp() by + - * / alone, which give the same bits on every machine; `Math.exp` does not. */
export function exponential(value: number): number {
  const doublings = Math.round(value / Math.LN2);
  const rest = value - doublings * Math.LN2;
  let sum = 1;
  for (let term = TERMS; term > 0; term--) sum = 1 + (rest / term) * sum;
  for (let step = 0; step < Math.abs(doublings) && sum > 0 && sum < Infinity; step++) sum = doublings > 0 ? sum * 2 : sum / 2;
  return sum;
}

/** 1 / (1 + e^-x), equal on every machine. */
export function logistic(value: number): number {
  return 1 / (1 + exponential(-value));
}

/** tanh x by way of `logistic`, equal on every machine. */
export function hyperbolicTangent(value: number): number {
  return 2 * logistic(2 * value) - 1;
}
