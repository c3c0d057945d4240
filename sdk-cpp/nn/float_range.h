// SPDX-License-Identifier: Apache-2.0
#ifndef IMPULSE_NN_FLOAT_RANGE_H
#define IMPULSE_NN_FLOAT_RANGE_H

#include "deterministic.h"

namespace impulse_nn {

/// Integers in the order of floats that are numbers; both zeros are 0.
inline int32_t rank_of_f32(float x) {
  const int32_t bits = static_cast<int32_t>(impulse::bits_of_f32(x));
  return bits < 0 ? -(bits & 0x7fffffff) : bits;
}

/// The fused activation of a float operator: a range. NaN is in each.
template <class Op>
inline float activate_f32(float x) {
  const float low = Op::activation_min;
  const float high = Op::activation_max;
#if defined(__arm__) && !defined(__ARM_FP)
  if ((impulse::bits_of_f32(x) << 1) > 0xff000000u) return x;
  const int32_t rank = rank_of_f32(x); /* cores without FPU would call a function for each comparison */
  return rank < rank_of_f32(low) ? low : rank > rank_of_f32(high) ? high : x;
#else
  return x < low ? low : x > high ? high : x;
#endif
}

}  // namespace impulse_nn

#endif  // IMPULSE_NN_FLOAT_RANGE_H
