// SPDX-License-Identifier: Apache-2.0
#ifndef IMPULSE_NN_L2_NORMALIZATION_F32_H
#define IMPULSE_NN_L2_NORMALIZATION_F32_H

#include "deterministic.h"

namespace impulse_nn {

/// L2_NORMALIZATION on float32 over the last axis; the length counts as 1e-6 at least. Works in place.
/// @param input  [rows, depth]
template <class Op>
inline void l2_normalization_f32(const float *input, float *output) {
  for (int32_t row = 0; row < Op::rows; ++row, input += Op::depth, output += Op::depth) {
    float sum = 0.0f;
    for (int32_t c = 0; c < Op::depth; ++c) sum += input[c] * input[c];
    const float root = impulse::sqrt_f32(sum);
    const float length = root < 1e-6f ? 1e-6f : root;
    for (int32_t c = 0; c < Op::depth; ++c) output[c] = input[c] / length;
  }
}

}  // namespace impulse_nn

#endif  // IMPULSE_NN_L2_NORMALIZATION_F32_H
