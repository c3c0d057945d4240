import type { FixedPoint } from '../ir/quantization';

/** The integer arithmetic of sdk-cpp/nn/requantize.h and fixed_point.h, for tables that the compiler fills in. Qm.n: m integer bits. */

const INT32_MAX = 2 ** 31 - 1;

/** a * b / 2^31, rounded half up; int32 arguments. */
function multiplyHigh(a: number, b: number): number {
  if (a === b && a === -(2 ** 31)) return INT32_MAX;
  return Number((BigInt(a) * BigInt(b) + (1n << 30n)) >> 31n);
}

/** x / 2^exponent, rounded half away from zero. */
export function divideByPowerOfTwo(x: number, exponent: number): number {
  const half = exponent === 0 ? 0 : 2 ** (exponent - 1);
  return Math.floor((x + half - (x < 0 && exponent > 0 ? 1 : 0)) / 2 ** exponent);
}

/** x times a fixed-point real, rounded after the multiplication and again after a shift to the right. */
export function requantize(x: number, { multiplier, shift }: FixedPoint): number {
  return shift > 0 ? multiplyHigh(x * 2 ** shift, multiplier) : divideByPowerOfTwo(multiplyHigh(x, multiplier), -shift);
}

/** Saturates to -128..127. */
export function clampToInt8(x: number): number {
  return Math.min(127, Math.max(-128, x));
}

/** exp(a) in Q0.31 for a <= 0 in Q`integerBits`.n. */
function expOfNegative(a: number, integerBits: number): number {
  if (a === 0) return INT32_MAX;
  const fractionBits = 31 - integerBits;
  const quarter = 2 ** (fractionBits - 2);
  const last = ((a % quarter) + quarter) % quarter - quarter;
  const rest = last - a;
  // exp(-1/4), exp(-1/2), exp(-1) ... exp(-16) in Q0.31
  const factors = [1672461947, 1302514674, 790015084, 290630308, 39332535, 720401, 242];
  let result = expNearZero(last * 2 ** integerBits);
  for (const [bit, factor] of factors.slice(0, integerBits + 2).entries()) {
    if (Math.floor(rest / (quarter * 2 ** bit)) % 2 === 1) result = multiplyHigh(result, factor);
  }
  return result;
}

/** 1 / (1 + a) for a in [0, 1], both Q0.31: three Newton-Raphson steps in Q2.29. */
function reciprocalOfOnePlus(a: number): number {
  const halfDenominator = Math.floor((a + INT32_MAX + 1) / 2);
  let x = 1515870810 + multiplyHigh(halfDenominator, -1010580540);
  for (let step = 0; step < 3; step++) x += multiplyHigh(x, 2 ** 29 - multiplyHigh(halfDenominator, x)) * 4;
  return saturate(x * 2);
}

/** 1 / sqrt(x) of a positive integer: five Newton-Raphson steps from 1 on x in [1/4, 1) times a power of four, in Q3.28. */
export function inverseSquareRoot(x: number): FixedPoint {
  if (x <= 1) return { multiplier: INT32_MAX, shift: 0 };
  let [scaled, shift] = [x, -11];
  for (; scaled >= 2 ** 29; shift--) scaled = Math.floor(scaled / 4);
  const pairs = Math.floor((Math.clz32(scaled) - 1) / 2) - 1;
  const halved = Math.floor((scaled * 4 ** pairs) / 2);
  const quartered = divideByPowerOfTwo(halved, 1);
  let root = 2 ** 28;
  for (let step = 0; step < 5; step++) {
    const cube = saturate(multiplyHigh(multiplyHigh(root, root), root) * 64);
    root = saturate((multiplyHigh(2 ** 28 + 2 ** 27, root) - multiplyHigh(quartered, cube)) * 8);
  }
  root = multiplyHigh(root, 1518500250); // sqrt(2) / 2 in Q0.31
  shift += pairs;
  return shift > 0 ? { multiplier: root * 2 ** shift, shift: 0 } : { multiplier: root, shift };
}

/** 1 / (1 + exp(-a)) in Q0.31 for a in Q`integerBits`.n. */
export function logisticOf(a: number, integerBits: number): number {
  if (a === 0) return 2 ** 30;
  const ofMagnitude = reciprocalOfOnePlus(expOfNegative(-Math.abs(a), integerBits));
  return a > 0 ? ofMagnitude : INT32_MAX - ofMagnitude;
}

/** tanh(a) in Q0.31 for a in Q`integerBits`.n: (1 - e) / (1 + e) with e = exp(-2 |a|). */
export function tanhOf(a: number, integerBits: number): number {
  if (a === 0) return 0;
  const e = expOfNegative(-Math.abs(a), integerBits + 1);
  const magnitude = oneMinusOverOnePlus(e);
  return a > 0 ? magnitude : -magnitude;
}

function oneMinusOverOnePlus(a: number): number {
  const halfDenominator = Math.floor((a + INT32_MAX + 1) / 2);
  let x = 1515870810 + multiplyHigh(halfDenominator, -1010580540);
  for (let step = 0; step < 3; step++) x += multiplyHigh(x, 2 ** 29 - multiplyHigh(halfDenominator, x)) * 4;
  return saturate((x - 2 ** 29) * 4);
}

/** exp(a) for a in [-1/4, 0), both Q0.31: a polynomial around -1/8. */
function expNearZero(a: number): number {
  const [expOfMinusEighth, third] = [1895147668, 715827883];
  const x = a + 2 ** 28;
  const x2 = multiplyHigh(x, x);
  const x3 = multiplyHigh(x2, x);
  const x4Over4 = divideByPowerOfTwo(multiplyHigh(x2, x2), 2);
  const tail = divideByPowerOfTwo(multiplyHigh(x4Over4 + x3, third) + x2, 1);
  return expOfMinusEighth + multiplyHigh(expOfMinusEighth, x + tail);
}

function saturate(x: number): number {
  return Math.min(INT32_MAX, Math.max(-(2 ** 31), x));
}
