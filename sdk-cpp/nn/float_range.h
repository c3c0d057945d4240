// SPDX-License-Identifier: Apache-2.0
#ifndef IMPULSE_NN_FLOAT_RANGE_H
#define IMPULSE_NN_FLOAT_RANGE_H

#include "deterministic.h"

namespace impulse_nn {

/// The fused activation of a float operator: a range.
template <class Op>
inline float activate_f32(float x) {
  const float low = Op::activation_min;
  const float high = Op::activation_max;
  return x < low ? low : x > high ? high : x;
}

}  // namespace impulse_nn

#endif  // IMPULSE_NN_FLOAT_RANGE_H
