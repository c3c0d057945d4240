// SPDX-License-Identifier: Apache-2.0
#ifndef IMPULSE_NN_SIGN_F32_H
#define IMPULSE_NN_SIGN_F32_H

#include "deterministic.h"

namespace impulse_nn {

/// SIGN on float32: -1, 0 or 1. Works in place.
template <class Op>
inline void sign_f32(const float *input, float *output) {
  for (int32_t i = 0; i < Op::elements; ++i) output[i] = input[i] > 0.0f ? 1.0f : input[i] < 0.0f ? -1.0f : 0.0f;
}

}  // namespace impulse_nn

#endif  // IMPULSE_NN_SIGN_F32_H
