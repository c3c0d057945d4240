// SPDX-License-Identifier: Apache-2.0
#ifndef IMPULSE_NN_SQUARE_F32_H
#define IMPULSE_NN_SQUARE_F32_H

#include "deterministic.h"

namespace impulse_nn {

/// SQUARE on float32. Works in place.
template <class Op>
inline void square_f32(const float *input, float *output) {
  for (int32_t i = 0; i < Op::elements; ++i) output[i] = input[i] * input[i];
}

}  // namespace impulse_nn

#endif  // IMPULSE_NN_SQUARE_F32_H
