// SPDX-License-Identifier: Apache-2.0
#ifndef IMPULSE_NN_FLOAT_RANGE_H
#define IMPULSE_NN_FLOAT_RANGE_H

#include "deterministic.h"

namespace impulse_nn {

/// The fused activation of a float operator: a range.
template <class Op>
inline float activate_f32(float x) {
  return impulse::limited_f32(x, Op::activation_min, Op::activation_max);
}

}  // namespace impulse_nn

#endif  // IMPULSE_NN_FLOAT_RANGE_H
