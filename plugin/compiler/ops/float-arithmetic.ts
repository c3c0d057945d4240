/**
 * exp() and log() of sdk-cpp/include/impulse/deterministic.h in float32 steps, for tables that the compiler fills in: each `f` is one
 * rounding of the C++. `Math` has both, with other last digits in other versions of Node.
 */

const f = Math.fround;

/** Horner's scheme in float32: c[0] + x * (c[1] + x * (...)). */
function polynomial(x: number, coefficients: readonly number[]): number {
  return coefficients.reduceRight((sum, coefficient) => f(f(coefficient) + f(x * sum)));
}

/** exp(x) of a float32: 0 below -104, infinite above 88.73. */
export function expOf(x: number): number {
  if (x < -104) return 0;
  if (x > f(88.7228394)) return Infinity;
  const turns = f(x * f(1.44269504));
  const k = Math.trunc(turns < 0 ? f(turns - 0.5) : f(turns + 0.5));
  const high = f(x - f(k * 0.693359375));
  const low = f(k * f(-2.12194440e-4));
  const r = f(high - low);
  const p = polynomial(r, [0.499999934517, 0.166665206898, 0.0416683873613, 0.00836870982417, 0.00138146132608].map(f));
  const y = f(1 + f(high - f(low - f(f(r * r) * p))));
  const first = Math.floor(k / 2);
  return f(f(y * 2 ** first) * 2 ** (k - first));
}

/** log(x) of a float32: -infinite of 0, NaN below. */
export function logOf(x: number): number {
  if (!(x > 0) || x === Infinity) return x === 0 ? -Infinity : x < 0 ? NaN : x;
  const { mantissa, exponent } = splitFloat(x);
  const part = f(mantissa - 1);
  const s = f(part / f(2 + part));
  const z = f(s * s);
  const r = f(z * polynomial(z, [0.666667763816, 0.399775415756, 0.298717277572].map(f)));
  const half = f(f(0.5 * part) * part);
  const low = f(f(s * f(half + r)) + f(exponent * f(-2.12194440e-4)));
  return f(f(exponent * 0.693359375) + f(part - f(half - low)));
}

/** x = mantissa * 2^exponent with the mantissa in [sqrt(1/2), sqrt(2)), exactly. */
function splitFloat(x: number): { mantissa: number; exponent: number } {
  const view = new DataView(new ArrayBuffer(4));
  const isDenormal = x < 2 ** -126;
  view.setFloat32(0, isDenormal ? x * 2 ** 24 : x);
  const offset = view.getInt32(0) - 0x3f3504f3;
  view.setInt32(0, 0x3f3504f3 + (offset & 0x007fffff));
  return { mantissa: view.getFloat32(0), exponent: (offset >> 23) - (isDenormal ? 24 : 0) };
}
