// SPDX-License-Identifier: Apache-2.0
#ifndef IMPULSE_NN_FLOOR_F32_H
#define IMPULSE_NN_FLOOR_F32_H

#include "deterministic.h"

namespace impulse_nn {

/// FLOOR on float32: the nearest whole number below. Works in place.
template <class Op>
inline void floor_f32(const float *input, float *output) {
  for (int32_t i = 0; i < Op::elements; ++i) output[i] = floorf(input[i]);
}

}  // namespace impulse_nn

#endif  // IMPULSE_NN_FLOOR_F32_H
