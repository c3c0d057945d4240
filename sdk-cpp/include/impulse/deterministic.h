/* SPDX-License-Identifier: Apache-2.0 */
/**
 * Float arithmetic that gives the same bits on every core and compiler. Include it first in every file that computes with floats: it
 * turns contraction into fused multiply-add off for the rest of the file, and vectors of floats where they flush denormals (MVE, by GCC),
 * whatever the flags of the build, and refuses fast-math.
 *
 * The functions use + - * / and integer operations only. Errors are the largest seen against 64-bit references over all arguments of
 * `sdk-cpp/test/deterministic_test.cpp`.
 */
#ifndef IMPULSE_DETERMINISTIC_H
#define IMPULSE_DETERMINISTIC_H

#if defined(__FAST_MATH__)
#error "impulse: -ffast-math changes results; remove it"
#endif
#if defined(__clang__)
#pragma STDC FP_CONTRACT OFF
#elif defined(__GNUC__)
#pragma GCC optimize("fp-contract=off")
#if defined(__ARM_FEATURE_MVE) && (__ARM_FEATURE_MVE & 2)
/* Vectors of floats flush denormals there, scalars do not. */
#pragma GCC optimize("no-tree-vectorize")
#endif
#endif

#include <math.h>
#include <stdint.h>
#include <string.h>

namespace impulse {

/** The bits of a float32, sign first (IEEE 754). */
static inline uint32_t bits_of_f32(float value) {
  uint32_t bits;
  memcpy(&bits, &value, sizeof bits);
  return bits;
}

/** The float32 of these bits. */
static inline float f32_of_bits(uint32_t bits) {
  float value;
  memcpy(&value, &bits, sizeof value);
  return value;
}

/** True for everything but NaN and the infinities. */
static inline bool is_finite_f32(float value) { return (bits_of_f32(value) & 0x7f800000u) != 0x7f800000u; }

/** Integers in the order of floats that are numbers; both zeros are 0. */
static inline int32_t rank_of_f32(float value) {
  const int32_t bits = (int32_t)bits_of_f32(value);
  return bits < 0 ? -(bits & 0x7fffffff) : bits;
}

/** limited_f32() by comparisons of integers. */
static inline float limited_by_rank_f32(float value, float low, float high) {
  if ((bits_of_f32(value) << 1) > 0xff000000u) return value;
  const int32_t rank = rank_of_f32(value);
  return rank < rank_of_f32(low) ? low : rank > rank_of_f32(high) ? high : value;
}

/** The value, kept within low..high; NaN is in each range. Cores without FPU would call a function of libgcc for each comparison. */
static inline float limited_f32(float value, float low, float high) {
#if defined(__arm__) && !defined(__ARM_FP)
  return limited_by_rank_f32(value, low, high);
#else
  return value < low ? low : value > high ? high : value;
#endif
}

/** Correctly rounded by IEEE 754 on every core, in hardware or in libm. */
static inline float sqrt_f32(float value) {
#if defined(__GNUC__) && defined(__ARM_FP) && (__ARM_FP & 4)
  float root; /* the instruction itself: sqrtf() brings errno with it, 200 bytes of flash and 100 of RAM */
  __asm__("vsqrt.f32 %0, %1" : "=t"(root) : "t"(value));
  return root;
#else
  return sqrtf(value);
#endif
}

/**
 * Natural logarithm; error < 1 ulp, denormals included.
 * @param x  finite and > 0: callers clamp it to a floor of theirs
 */
static inline float log_f32(float x) {
  int32_t bits = (int32_t)bits_of_f32(x);
  int32_t exponent = 0;
  if (bits < 0x00800000) { /* denormal: scaled by 2^24, exactly */
    bits = (int32_t)bits_of_f32(x * 16777216.0f);
    exponent = -24;
  }
  /* x = 2^exponent * m with m in [sqrt(1/2), sqrt(2)) */
  const int32_t offset = bits - 0x3f3504f3;
  exponent += offset >> 23;
  const float m = f32_of_bits((uint32_t)(0x3f3504f3 + (offset & 0x007fffff)));
  /* log(m) = f - f^2/2 + s * (f^2/2 + R(s^2)), with f = m - 1 and s = f / (2 + f); R by a minimax fit, relative error 2^-30 */
  const float f = m - 1.0f;
  const float s = f / (2.0f + f);
  const float z = s * s;
  const float r = z * (0.666667763816f + z * (0.399775415756f + z * 0.298717277572f));
  const float half = 0.5f * f * f;
  const float e = (float)exponent;
  /* log(2) in two parts, the first short enough to make e * part exact */
  return e * 0.693359375f + (f - (half - (s * (half + r) + e * -2.12194440e-4f)));
}

/** Decadic logarithm; error < 2 ulp. Takes what log_f32 takes. */
static inline float log10_f32(float x) { return log_f32(x) * 0.434294482f; }

/** Exponential function; error < 1 ulp. Exactly 0 below -104, infinite above 88.73; NaN of NaN. */
static inline float exp_f32(float x) {
  if (!(x >= -104.0f)) return x < 0.0f ? 0.0f : x;
  if (x > 88.7228394f) return f32_of_bits(0x7f800000u);
  const float turns = x * 1.44269504f;
  const int32_t k = (int32_t)(turns < 0.0f ? turns - 0.5f : turns + 0.5f);
  const float e = (float)k;
  const float high = x - e * 0.693359375f;
  const float low = e * -2.12194440e-4f;
  const float r = high - low;
  /* e^r = 1 + r + r^2 P(r), |r| <= log(2)/2; P by a minimax fit, relative error 2^-28 */
  const float p = 0.499999934517f + r * (0.166665206898f + r * (0.0416683873613f + r * (0.00836870982417f + r * 0.00138146132608f)));
  const float y = 1.0f + (high - (low - r * r * p));
  /* 2^k in two factors, so that results may be denormal */
  const int32_t first = k >> 1;
  return y * f32_of_bits((uint32_t)(first + 127) << 23) * f32_of_bits((uint32_t)(k - first + 127) << 23);
}

}  // namespace impulse

#endif
