/* SPDX-License-Identifier: Apache-2.0 */
#include "dsp/host_math.h"

namespace impulse {

static const double kPi = 3.14159265358979323846;
static const double kLn2High = 0.693147180369123816490; /* 33 bits: products with exponents are exact */
static const double kLn2Low = 1.90821492927058770002e-10;

double log_f64(double x) {
  int exponent;
  double m = frexp(x, &exponent); /* exact */
  if (m < 0.70710678118654752440) {
    m *= 2.0;
    exponent--;
  }
  const double f = m - 1.0;
  const double s = f / (2.0 + f);
  const double z = s * s;
  double r = 0.0; /* series of the area tangent: 2 (z/3 + z^2/5 + ...) */
  for (int n = 23; n >= 3; n -= 2) r = z * (2.0 / n + r);
  const double half = 0.5 * f * f;
  return exponent * kLn2High + (f - (half - (s * (half + r) + exponent * kLn2Low)));
}

double exp_f64(double x) {
  const double k = floor(x * 1.44269504088896340736 + 0.5);
  const double high = x - k * kLn2High;
  const double low = k * kLn2Low;
  const double r = high - low;
  double p = 0.0; /* Taylor: r^2 (1/2 + r/6 + ...) */
  for (int n = 14; n >= 2; n--) p = (p * r + 1.0) / n;
  return ldexp(1.0 + (high - (low - r * p * r)), (int)k);
}

double exp10_f64(double x) { return exp_f64(x * 2.30258509299404568402); }

/* Taylor series on [-pi/4, pi/4] */
static double sin_kernel(double x) {
  const double z = x * x;
  double p = 0.0;
  for (int n = 18; n >= 2; n -= 2) p = -z * (p + 1.0) / (double)(n * (n + 1));
  return x + x * p;
}

static double cos_kernel(double x) {
  const double z = x * x;
  double p = 0.0;
  for (int n = 18; n >= 4; n -= 2) p = -z * (p + 1.0) / (double)((n - 1) * n);
  const double half = 0.5 * z;
  return 1.0 - (half + half * p);
}

/* x in quarter turns (quadrant) plus a rest in [-pi/4, pi/4] */
static double sin_of_quadrant(int64_t quadrant, double rest) {
  const int64_t q = quadrant & 3;
  const double value = (q & 1) ? cos_kernel(rest) : sin_kernel(rest);
  return (q & 2) ? -value : value;
}

/* the reduction is exact: only the rest of the fraction is ever turned into radians */
static double turns_f64(int64_t numerator, int64_t denominator, int64_t quarters) {
  const int64_t quadrant = (8 * numerator + denominator) / (2 * denominator);
  const double rest = (double)(4 * numerator - quadrant * denominator) / (double)denominator;
  return sin_of_quadrant(quadrant + quarters, rest * (kPi / 2.0));
}

static int64_t positive_modulo(int64_t value, int64_t modulus) { return ((value % modulus) + modulus) % modulus; }

double sin_turns_f64(int64_t numerator, int64_t denominator) {
  return turns_f64(positive_modulo(numerator, denominator), denominator, 0);
}

double cos_turns_f64(int64_t numerator, int64_t denominator) {
  return turns_f64(positive_modulo(numerator, denominator), denominator, 1);
}

int32_t fixed_of_f64(double x) {
  const double scaled = floor(x * 2147483648.0 + 0.5);
  return scaled >= 2147483647.0 ? 2147483647 : (int32_t)scaled;
}

/* pi/2 in three parts: the first two have 33 bits, so that their products with the quadrant are exact */
static double radians_f64(double x, int64_t quarters) {
  const double k = floor(x * (2.0 / kPi) + 0.5);
  const double rest = ((x - k * 1.57079632673412561417e+00) - k * 6.07710050630396597660e-11) - k * 2.02226624879595063154e-21;
  return sin_of_quadrant((int64_t)k + quarters, rest);
}

double sin_f64(double x) { return radians_f64(x, 0); }

double cos_f64(double x) { return radians_f64(x, 1); }

}  // namespace impulse
