/* SPDX-License-Identifier: Apache-2.0 */
#include "runtime/quantize.h"

#if defined(__FAST_MATH__)
#error "nx-impulse needs IEEE arithmetic: compile without -ffast-math"
#endif
#if defined(__clang__)
#pragma STDC FP_CONTRACT OFF
#elif defined(__GNUC__)
#pragma GCC optimize("fp-contract=off")
#if defined(__ARM_FEATURE_MVE) && (__ARM_FEATURE_MVE & 2)
/* As in impulse/deterministic.h: vectors of floats flush denormals there. */
#pragma GCC optimize("no-tree-vectorize")
#endif
#endif

#include <string.h>

namespace impulse {
namespace {

#if defined(__arm__) && !defined(__ARM_FP)
/** The float of an integer of magnitude below 2^24: a third of what libgcc's conversion of all integers needs. */
float float_of(int32_t value) {
  uint32_t mantissa = static_cast<uint32_t>(value < 0 ? -value : value);
  if (mantissa == 0) return 0.0f;
  uint32_t field = 150;
  for (; mantissa < 0x00800000u; mantissa <<= 1) field--;
  const uint32_t bits = (value < 0 ? 0x80000000u : 0u) | field << 23 | (mantissa & 0x007fffffu);
  float result;
  memcpy(&result, &bits, sizeof result);
  return result;
}
#else
float float_of(int32_t value) { return static_cast<float>(value); }
#endif

/** Saturates before the conversion to an integer, which is undefined beyond its range. */
int32_t round_to_range(float value, int32_t zero_point, int32_t low, int32_t high) {
  if (value >= static_cast<float>(high - zero_point)) return high;
  if (value <= static_cast<float>(low - zero_point)) return low;
  int32_t whole = static_cast<int32_t>(value);
  const float rest = value - static_cast<float>(whole);
  if (rest >= 0.5f) whole++;
  if (rest <= -0.5f) whole--;
  return whole + zero_point;
}

}  // namespace

void quantize_s8(const float *values, int32_t count, const Affine &affine, int8_t *out) {
  for (int32_t i = 0; i < count; i++) {
    out[i] = static_cast<int8_t>(round_to_range(values[i] * affine.inverse_scale, affine.zero_point, -128, 127));
  }
}

void quantize_u8(const float *values, int32_t count, const Affine &affine, uint8_t *out) {
  for (int32_t i = 0; i < count; i++) {
    out[i] = static_cast<uint8_t>(round_to_range(values[i] * affine.inverse_scale, affine.zero_point, 0, 255));
  }
}

void dequantize_s8(const int8_t *values, int32_t count, const Affine &affine, float *out) {
  for (int32_t i = 0; i < count; i++) out[i] = float_of(values[i] - affine.zero_point) * affine.scale;
}

void dequantize_u8(const uint8_t *values, int32_t count, const Affine &affine, float *out) {
  for (int32_t i = 0; i < count; i++) out[i] = float_of(values[i] - affine.zero_point) * affine.scale;
}

}  // namespace impulse
