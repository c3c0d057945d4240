// SPDX-License-Identifier: Apache-2.0
#ifndef IMPULSE_NN_ADD_OPERANDS_S8_H
#define IMPULSE_NN_ADD_OPERANDS_S8_H

#include "requantize_fast.h"

namespace impulse_nn {

/// One output of add_s8: both operands at one scale with left_shift bits of headroom, then the output's scale.
template <class Op>
inline int8_t add_operands_s8(int32_t a, int32_t b) {
  const int32_t scaled_a = requantize_constant<Op::multiplier_a, Op::shift_a>(shift_left(a - Op::zero_point_a, Op::left_shift));
  const int32_t scaled_b = requantize_constant<Op::multiplier_b, Op::shift_b>(shift_left(b - Op::zero_point_b, Op::left_shift));
  const int32_t sum = requantize_constant<Op::multiplier, Op::shift>(scaled_a + Op::sign_b * scaled_b) + Op::output_zero_point;
  return static_cast<int8_t>(clamp_constant<Op::activation_min, Op::activation_max>(sum));
}

}  // namespace impulse_nn

#endif  // IMPULSE_NN_ADD_OPERANDS_S8_H
