// SPDX-License-Identifier: Apache-2.0
#ifndef IMPULSE_NN_ADD_S8_H
#define IMPULSE_NN_ADD_S8_H

#include "add_operands_s8.h"
#include "placement.h"

namespace impulse_nn {

/// ADD (sign_b = 1) and SUB (sign_b = -1) on int8: both operands at one scale with left_shift bits of headroom, then the output's scale.
/// Works in place on an operand of the output's size.
/// @param a, b    read with the steps step_a_*, step_b_* (0 along a broadcast axis)
/// @param output  [size_0, size_1, size_2, size_3]
template <class Op>
IMPULSE_KERNEL void add_s8(const int8_t *a, const int8_t *b, int8_t *output) {
  for (int32_t i = 0; i < Op::size_0; ++i) {
    for (int32_t j = 0; j < Op::size_1; ++j) {
      for (int32_t k = 0; k < Op::size_2; ++k) {
        const int8_t *row_a = a + i * Op::step_a_0 + j * Op::step_a_1 + k * Op::step_a_2;
        const int8_t *row_b = b + i * Op::step_b_0 + j * Op::step_b_1 + k * Op::step_b_2;
#if defined(__GNUC__) && !defined(__clang__)
#pragma GCC unroll 4
#endif
        for (int32_t l = 0; l < Op::size_3; ++l) {
          *output++ = add_operands_s8<Op>(row_a[l * Op::step_a_3], row_b[l * Op::step_b_3]);
        }
      }
    }
  }
}

}  // namespace impulse_nn

#endif  // IMPULSE_NN_ADD_S8_H
