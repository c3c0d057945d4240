// SPDX-License-Identifier: Apache-2.0
#ifndef IMPULSE_NN_LOG_SOFTMAX_F32_H
#define IMPULSE_NN_LOG_SOFTMAX_F32_H

#include "deterministic.h"

namespace impulse_nn {

/// LOG_SOFTMAX on float32, by the deterministic exp() and log(). Works in place.
/// @param input  [rows, depth]
template <class Op>
inline void log_softmax_f32(const float *input, float *output) {
  for (int32_t row = 0; row < Op::rows; ++row, input += Op::depth, output += Op::depth) {
    float largest = input[0];
    for (int32_t c = 1; c < Op::depth; ++c) largest = input[c] > largest ? input[c] : largest;
    float sum = 0.0f;
    for (int32_t c = 0; c < Op::depth; ++c) sum += impulse::exp_f32(input[c] - largest);
    const float log_of_sum = impulse::log_f32(sum);
    for (int32_t c = 0; c < Op::depth; ++c) output[c] = (input[c] - largest) - log_of_sum;
  }
}

}  // namespace impulse_nn

#endif  // IMPULSE_NN_LOG_SOFTMAX_F32_H
