/**
 * exp(), log(), erfc(), tanh() and sin() by + - * / alone, for tables whose interpreters call the C library: `Math` has other last digits in other versions
 * of Node. Errors stay below 2^-45 (absolute), so that a float32 of an answer is nearly always the nearest one.
 */

const TWO_OVER_ROOT_PI = 1.1283791670955126;
/** Below an answer's last digit. */
const NEGLIGIBLE = 2 ** -60;
const HALVINGS = 6;
const TWO_PI = 6.283185307179586;
const ROOT_TWO = 1.4142135623730951;
const LOG_TWO = 0.6931471805599453;

/** e^-x for x from 0 on: the series of a small part of x, squared. */
function expOfMinus(x: number): number {
  if (x > 80) return 0;
  const part = -x / 2 ** HALVINGS;
  let [sum, term] = [1, 1];
  for (let n = 1; Math.abs(term) > NEGLIGIBLE; ++n) sum += term *= part / n;
  for (let n = 0; n < HALVINGS; ++n) sum *= sum;
  return sum;
}

/** e^x; beyond what a float32 holds 0 or infinite. */
export function expOf(x: number): number {
  const size = expOfMinus(Math.abs(x) / 2) ** 2;
  return x > 0 ? 1 / size : size;
}

/** log(x) of a positive float32: of a power of two, and 2 artanh of what is left of x, (x - 1) / (x + 1) of x near 1, as a series. */
export function logOf(x: number): number {
  let [rest, exponent] = [x, 0];
  for (; rest > ROOT_TWO; exponent++) rest /= 2;
  for (; rest < ROOT_TWO / 2; exponent--) rest *= 2;
  const part = (rest - 1) / (rest + 1);
  let [sum, power] = [0, part];
  for (let n = 1; Math.abs(power) > NEGLIGIBLE * Math.abs(part); n += 2, power *= part * part) sum += power / n;
  return 2 * sum + exponent * LOG_TWO;
}

/** 1 - erf(x): erf(x) = 2/sqrt(pi) exp(-x^2) (x + 2 x^3/3 + 4 x^5/15 + ...), Abramowitz and Stegun 7.1.6. */
export function erfcOf(x: number): number {
  const size = Math.abs(x);
  if (size > 6) return x < 0 ? 2 : 0;
  let [sum, term] = [size, size];
  for (let n = 1; term > sum * NEGLIGIBLE; ++n) sum += term *= (2 * size * size) / (2 * n + 1);
  const erf = TWO_OVER_ROOT_PI * expOfMinus(size * size) * sum;
  return x < 0 ? 1 + erf : 1 - erf;
}

/** tanh(x) = (1 - e^-2x) / (1 + e^-2x). */
export function tanhOf(x: number): number {
  const power = expOfMinus(2 * Math.abs(x));
  const size = (1 - power) / (1 + power);
  return x < 0 ? -size : size;
}

/** sin(2 pi at / turn) for at from 0 to a quarter of `turn`, a multiple of 4: the series of sin(), beyond an eighth that of cos(). */
export function sineOfTurn(at: number, turn: number): number {
  const isNear = 8 * at <= turn;
  const x = (TWO_PI * (isNear ? at : turn / 4 - at)) / turn;
  let [sum, term] = isNear ? [x, x] : [1, 1];
  for (let n = isNear ? 2 : 1; Math.abs(term) > NEGLIGIBLE; n += 2) sum += term *= (-x * x) / (n * (n + 1));
  return sum;
}
