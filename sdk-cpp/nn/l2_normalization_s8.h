// SPDX-License-Identifier: Apache-2.0
#ifndef IMPULSE_NN_L2_NORMALIZATION_S8_H
#define IMPULSE_NN_L2_NORMALIZATION_S8_H

#include "fixed_point.h"
#include "requantize.h"

namespace impulse_nn {

/// L2_NORMALIZATION on int8 over the last axis; the output's scale is 1/128, its zero point 0. Works in place. Distances to the zero
/// point are raised by `headroom` bits of the 7 that make 128 steps of one before they are multiplied.
/// @param input  [rows, depth]
template <class Op>
inline void l2_normalization_s8(const int8_t *input, int8_t *output) {
  for (int32_t row = 0; row < Op::rows; ++row, input += Op::depth, output += Op::depth) {
    int32_t sum = 0;
    for (int32_t c = 0; c < Op::depth; ++c) sum += (input[c] - Op::zero_point) * (input[c] - Op::zero_point);
    int32_t shift;
    const int32_t multiplier = inverse_square_root(sum, &shift);
    for (int32_t c = 0; c < Op::depth; ++c) {
      const int32_t raised = (input[c] - Op::zero_point) * (1 << Op::headroom);
      output[c] = static_cast<int8_t>(clamp(requantize(raised, multiplier, shift + 7 - Op::headroom), -128, 127));
    }
  }
}

}  // namespace impulse_nn

#endif  // IMPULSE_NN_L2_NORMALIZATION_S8_H
