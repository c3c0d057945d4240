// SPDX-License-Identifier: Apache-2.0
#ifndef IMPULSE_NN_SOFTMAX_F32_H
#define IMPULSE_NN_SOFTMAX_F32_H

#include "deterministic.h"

namespace impulse_nn {

/// SOFTMAX on float32, by the deterministic exp(). Works in place.
/// @param input  [rows, depth]
template <class Op>
inline void softmax_f32(const float *input, float *output) {
  const float beta = Op::beta;
  for (int32_t row = 0; row < Op::rows; ++row, input += Op::depth, output += Op::depth) {
    float largest = input[0];
    for (int32_t c = 1; c < Op::depth; ++c) largest = input[c] > largest ? input[c] : largest;
    float sum = 0.0f;
    for (int32_t c = 0; c < Op::depth; ++c) {
      output[c] = impulse::exp_f32((input[c] - largest) * beta);
      sum += output[c];
    }
    for (int32_t c = 0; c < Op::depth; ++c) output[c] = output[c] / sum;
  }
}

}  // namespace impulse_nn

#endif  // IMPULSE_NN_SOFTMAX_F32_H
