// SPDX-License-Identifier: Apache-2.0
#ifndef IMPULSE_NN_POW_F32_H
#define IMPULSE_NN_POW_F32_H

#include "broadcast.h"
#include "exp_f64.h"
#include "log_f64.h"

namespace impulse_nn {

/// 0 for a number with a fraction, 1 for an odd whole one, 2 for an even one.
inline int32_t parity_of_f32(float value) {
  const float magnitude = value < 0.0f ? -value : value;
  if (!(magnitude < 16777216.0f)) return 2;  // from 2^24 on every float is even
  const int32_t whole = static_cast<int32_t>(magnitude);
  if (static_cast<float>(whole) != magnitude) return 0;
  return (whole & 1) != 0 ? 1 : 2;
}

/// base^exponent as C has it, by way of double: the nearest float but for few cases in 2^20.
inline float power_of(float base, float exponent) {
  const float infinity = impulse::f32_of_bits(0x7f800000u);
  const float nan = impulse::f32_of_bits(0x7fc00000u);
  if (exponent == 0.0f || base == 1.0f) return 1.0f;
  if (base != base || exponent != exponent) return nan;
  const float magnitude = base < 0.0f ? -base : base;
  const bool is_infinite = exponent == infinity || exponent == -infinity;
  const int32_t parity = is_infinite ? 2 : parity_of_f32(exponent);
  const bool is_negative = (impulse::bits_of_f32(base) >> 31) != 0 && parity == 1;
  float result;
  if (magnitude == 0.0f || magnitude == infinity) {
    result = (magnitude == 0.0f) == (exponent > 0.0f) ? 0.0f : infinity;
  } else if (is_infinite) {
    result = magnitude == 1.0f ? 1.0f : (magnitude > 1.0f) == (exponent > 0.0f) ? infinity : 0.0f;
  } else if (base < 0.0f && parity == 0) {
    return nan;
  } else {
    result = static_cast<float>(exp_f64(static_cast<double>(exponent) * log_f64(static_cast<double>(magnitude))));
  }
  return is_negative ? -result : result;
}

/// POW on float32, operands as in broadcast.h.
template <class Op>
inline void pow_f32(const float *base, const float *exponent, float *output) {
  broadcast<Op>(base, exponent, output, power_of);
}

}  // namespace impulse_nn

#endif  // IMPULSE_NN_POW_F32_H
