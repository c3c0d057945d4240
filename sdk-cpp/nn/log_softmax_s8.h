// SPDX-License-Identifier: Apache-2.0
#ifndef IMPULSE_NN_LOG_SOFTMAX_S8_H
#define IMPULSE_NN_LOG_SOFTMAX_S8_H

#include "fixed_point.h"

namespace impulse_nn {

/// log(x) in Q5.26 for x >= 1 in Q12.19, as TFLite's int8 LOG_SOFTMAX defines it: x = 2^n r for the r nearer to 2^(-1/4) of two candidates,
/// then log(r) by a rational function of r - 2^(-1/4).
inline int32_t log_of(int32_t x) {
  const int32_t log_of_2 = 1488522236;             // Q0.31
  const int32_t root_of_half = 1518500250;         // 2^(-1/2)
  const int32_t fourth_root_of_half = 1805811301;  // 2^(-1/4)
  const int32_t numerator_3 = 117049297;           // 11/240 2^(1/4)
  const int32_t denominator_0 = 1057819769;        // 2 * 2^(-1/4) - 2^(1/4)
  const int32_t denominator_1 = 638450708;         // 1/4 2^(1/4)
  const int32_t denominator_2 = 127690142;         // 1/20 2^(1/4)
  const int32_t integer_bits = 12;
  const int32_t exponent_shift = 25;  // exponents are in Q6.25
  const int32_t quarter = 1 << (exponent_shift - 2);

  const int32_t leading_a = count_leading_zeros(static_cast<uint32_t>(x));
  const int32_t r_a = saturating_shift_left(multiply_high(saturating_shift_left(x, leading_a - 1), root_of_half), 1);
  const int32_t exponent_a = saturating_shift_left(integer_bits - leading_a, exponent_shift) + quarter;
  const int32_t leading_b = count_leading_zeros(static_cast<uint32_t>(multiply_high(x, root_of_half))) - 1;
  const int32_t r_b = saturating_shift_left(x, leading_b);
  const int32_t exponent_b = saturating_shift_left(integer_bits - leading_b, exponent_shift) - quarter;
  const int32_t r = r_a < r_b ? r_a : r_b;
  const int32_t exponent = exponent_a > exponent_b ? exponent_a : exponent_b;

  const int32_t p = static_cast<int32_t>((static_cast<int64_t>(r) + fourth_root_of_half + 1) >> 1);
  const int32_t q = (r - fourth_root_of_half) * 2;
  const int32_t q2 = multiply_high(q, q);
  const int32_t numerator = multiply_high(q, r) + multiply_high(multiply_high(q, q2), numerator_3);
  const int32_t denominator = multiply_high(p, denominator_0 + q + multiply_high(denominator_2, q2)) + multiply_high(denominator_1, q);
  const int32_t logarithm = multiply_high(divide_by_power_of_two(numerator, 6), reciprocal_of_one_plus(denominator));
  return saturating_shift_left(multiply_high(exponent, log_of_2) + logarithm, 1);
}

/// LOG_SOFTMAX on int8, in fixed point; the output has scale 1/16 and zero point 127. Works in place.
/// @param input  [rows, depth]; multiplier and shift bring a difference of two inputs to Q5.26, reverse_multiplier and reverse_shift
///               bring it back
template <class Op>
inline void log_softmax_s8(const int8_t *input, int8_t *output) {
  const int32_t sum_integer_bits = 12;
  for (int32_t row = 0; row < Op::rows; ++row, input += Op::depth, output += Op::depth) {
    int32_t largest = -128;
    for (int32_t c = 0; c < Op::depth; ++c) largest = input[c] > largest ? input[c] : largest;
    int32_t sum = 0;
    for (int32_t c = 0; c < Op::depth; ++c) {
      const int32_t difference = input[c] - largest;
      if (difference < Op::diff_min) continue;
      sum += divide_by_power_of_two(exp_of_negative(requantize(difference, Op::multiplier, Op::shift)), sum_integer_bits);
    }
    const int32_t log_of_sum = log_of(sum);
    const int32_t lowest = requantize(log_of_sum + INT32_MIN, Op::reverse_multiplier, Op::reverse_shift);
    const int32_t beyond = lowest > Op::diff_min - 1 ? lowest : Op::diff_min - 1;
    for (int32_t c = 0; c < Op::depth; ++c) {
      const int32_t difference = input[c] - largest;
      int32_t result = -128;
      if (difference > beyond) {
        const int32_t scaled = requantize(difference, Op::multiplier, Op::shift) - log_of_sum;
        result = clamp(divide_by_power_of_two(scaled, 22) + 127, -128, 127);
      }
      output[c] = static_cast<int8_t>(result);
    }
  }
}

}  // namespace impulse_nn

#endif  // IMPULSE_NN_LOG_SOFTMAX_S8_H
