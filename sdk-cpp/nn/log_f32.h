// SPDX-License-Identifier: Apache-2.0
#ifndef IMPULSE_NN_LOG_F32_H
#define IMPULSE_NN_LOG_F32_H

#include "deterministic.h"

namespace impulse_nn {

/// log(x) of anything: -infinity of 0, itself of NaN and infinity, and of what is below 0 the one NaN that every core agrees on.
inline float log_of(float x) {
  if (x > 0.0f && impulse::is_finite_f32(x)) return impulse::log_f32(x);
  if (x == 0.0f) return impulse::f32_of_bits(0xff800000u);
  return x < 0.0f ? impulse::f32_of_bits(0x7fc00000u) : x;
}

/// LOG on float32, by the deterministic log(). Works in place.
template <class Op>
inline void log_f32(const float *input, float *output) {
  for (int32_t i = 0; i < Op::elements; ++i) output[i] = log_of(input[i]);
}

}  // namespace impulse_nn

#endif  // IMPULSE_NN_LOG_F32_H
