/** Terms of the series: its argument is at most 0.172, where the next one is below 2^-53. */
const TERMS = 12;

/** Natural logarithm of a finite number above 0 by + - * / alone, which give the same bits on every machine; `Math.log` does not. */
export function logarithm(value: number): number {
  let doublings = 0;
  let rest = value;
  for (; rest > Math.SQRT2; rest /= 2) doublings++;
  for (; rest < Math.SQRT1_2; rest *= 2) doublings--;
  // log(rest) = 2 artanh(s) = 2 (s + s^3 / 3 + s^5 / 5 + ...)
  const s = (rest - 1) / (rest + 1);
  let sum = 0;
  for (let term = TERMS; term > 0; term--) sum = sum * s * s + 1 / (2 * term - 1);
  return doublings * Math.LN2 + 2 * s * sum;
}
