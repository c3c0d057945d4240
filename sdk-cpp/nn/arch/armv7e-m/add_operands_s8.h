// SPDX-License-Identifier: Apache-2.0
#ifndef IMPULSE_NN_ADD_OPERANDS_S8_H
#define IMPULSE_NN_ADD_OPERANDS_S8_H

#include "requantize_fast.h"

namespace impulse_nn {

/// value * 2^shift - subtrahend in one instruction, which the compiler does not see.
template <int32_t shift>
inline int32_t shift_and_subtract(int32_t value, int32_t subtrahend) {
  int32_t result;
  __asm__("rsb %0, %1, %2, lsl %3" : "=r"(result) : "r"(subtrahend), "r"(value), "i"(shift));
  return result;
}

/// requantize_constant of value - zero_point, raised by left_shift bits. A multiplier of 1/2 is one bit less of headroom. Else the
/// product is never 0 where the value is not: its sign is the value's, and the half is added in the multiplication.
template <int32_t zero_point, int32_t left_shift, int32_t multiplier, int32_t shift>
inline int32_t scale_operand_s8(int32_t value) {
  constexpr int32_t subtrahend = zero_point * (INT32_C(2) << left_shift);
  if (multiplier == INT32_C(1) << 30 && shift == 0) return shift_left(value - zero_point, left_shift - 1);
  if (shift >= 0) return requantize_constant<multiplier, shift>(shift_left(value - zero_point, left_shift));
  const int32_t twice = shift_and_subtract<left_shift + 1>(value, subtrahend);
  return (multiply_add_high(twice, multiplier, static_cast<int32_t>((UINT32_C(1) << (-shift & 31)) >> 1)) + (twice >> 31)) >> (-shift & 31);
}

/// add_operands_s8.h for cores with SMMLAR: where the range begins at the zero point, negative sums are cut off, however they are rounded.
template <class Op>
inline int8_t add_operands_s8(int32_t a, int32_t b) {
  const int32_t scaled_a = scale_operand_s8<Op::zero_point_a, Op::left_shift, Op::multiplier_a, Op::shift_a>(a);
  const int32_t scaled_b = scale_operand_s8<Op::zero_point_b, Op::left_shift, Op::multiplier_b, Op::shift_b>(b);
  const int32_t both = scaled_a + Op::sign_b * scaled_b;
  if (Op::shift < 0 && Op::shift >= -22) {
    const int32_t right_shift = -Op::shift & 31;
    return requantize_doubled<Op>(2 * both, Op::multiplier, right_shift, rounding_term<Op>(right_shift));
  }
  const int32_t sum = requantize_constant<Op::multiplier, Op::shift>(both) + Op::output_zero_point;
  return static_cast<int8_t>(clamp_constant<Op::activation_min, Op::activation_max>(sum));
}

}  // namespace impulse_nn

#endif  // IMPULSE_NN_ADD_OPERANDS_S8_H
