// SPDX-License-Identifier: Apache-2.0
#ifndef IMPULSE_NN_SOFTMAX_S16_H
#define IMPULSE_NN_SOFTMAX_S16_H

#include "fixed_point.h"
#include "interpolate_s16.h"

namespace impulse_nn {

/// SOFTMAX on int16 over the last axis; the output's scale is 2^-15. Works in place.
/// @param input       [rows, depth]; multiplier and shift bring a difference of two inputs to steps of 10 / 65535
/// @param powers      exp() from -10 to 0, in Q0.15
/// @param reciprocal  1 / (1 + x) for x from 0 to 1, in Q0.15
template <class Op>
inline void softmax_s16(const int16_t *input, const int16_t *powers, const int16_t *reciprocal, int16_t *output) {
  for (int32_t row = 0; row < Op::rows; ++row, input += Op::depth, output += Op::depth) {
    int32_t largest = -32768;
    for (int32_t c = 0; c < Op::depth; ++c) largest = input[c] > largest ? input[c] : largest;
    int32_t sum = 0;
    for (int32_t c = 0; c < Op::depth; ++c) {
      const int32_t place = requantize(input[c] - largest, Op::multiplier, Op::shift) + 32767;
      output[c] = static_cast<int16_t>(interpolate_s16(powers, clamp(place, -32768, 32767)));
      sum += output[c];
    }
    const int32_t headroom = count_leading_zeros(static_cast<uint32_t>(sum));
    const int64_t raised = static_cast<int64_t>(sum) * (INT64_C(1) << (headroom - 1));
    const int32_t above_one = static_cast<int32_t>((raised + (1 << 13)) >> 14) - (1 << 15) - (1 << 16);
    const int32_t scale = interpolate_s16(reciprocal, clamp(above_one, -32768, 32767));
    const int32_t exponent = 31 - headroom;
    for (int32_t c = 0; c < Op::depth; ++c) {
      const int64_t product = static_cast<int64_t>(output[c]) * scale + (INT64_C(1) << (exponent - 1));
      output[c] = static_cast<int16_t>(clamp(static_cast<int32_t>(product >> exponent), 0, 32767));
    }
  }
}

}  // namespace impulse_nn

#endif  // IMPULSE_NN_SOFTMAX_S16_H
