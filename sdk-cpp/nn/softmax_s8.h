// SPDX-License-Identifier: Apache-2.0
#ifndef IMPULSE_NN_SOFTMAX_S8_H
#define IMPULSE_NN_SOFTMAX_S8_H

#include "fixed_point.h"

namespace impulse_nn {

/// SOFTMAX on int8, in fixed point. Works in place where the output is int8 too.
/// @param input   [rows, depth]; multiplier and shift bring a difference of two inputs to beta * real difference in Q5.26
/// @param output  int8 of scale 1/256 and zero point -128, or int16 of scale 1/65536 and zero point -32768
template <class Op, class Output>
inline void softmax_s8(const int8_t *input, Output *output) {
  const int32_t sum_integer_bits = 12, output_bits = 8 * static_cast<int32_t>(sizeof(Output));
  const int32_t least = -(1 << (output_bits - 1)), greatest = (1 << (output_bits - 1)) - 1;
  for (int32_t row = 0; row < Op::rows; ++row, input += Op::depth, output += Op::depth) {
    int32_t largest = -128;
    for (int32_t c = 0; c < Op::depth; ++c) largest = input[c] > largest ? input[c] : largest;
    int32_t sum = 0;
    for (int32_t c = 0; c < Op::depth; ++c) {
      const int32_t difference = input[c] - largest;
      if (difference < Op::diff_min) continue;
      sum += divide_by_power_of_two(exp_of_negative(multiply_high(shift_left(difference, Op::shift), Op::multiplier)), sum_integer_bits);
    }
    const int32_t headroom = count_leading_zeros(static_cast<uint32_t>(sum));
    const int32_t fraction = static_cast<int32_t>((static_cast<uint32_t>(sum) << headroom) - 0x80000000u);
    const int32_t scale = reciprocal_of_one_plus(fraction);
    const int32_t exponent = sum_integer_bits - headroom + 31 - output_bits;
    for (int32_t c = 0; c < Op::depth; ++c) {
      const int32_t difference = input[c] - largest;
      int32_t result = least;
      if (difference >= Op::diff_min) {
        const int32_t power = exp_of_negative(multiply_high(shift_left(difference, Op::shift), Op::multiplier));
        result = clamp(divide_by_power_of_two(multiply_high(scale, power), exponent) + least, least, greatest);
      }
      output[c] = static_cast<Output>(result);
    }
  }
}

}  // namespace impulse_nn

#endif  // IMPULSE_NN_SOFTMAX_S8_H
