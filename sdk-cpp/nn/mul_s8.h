// SPDX-License-Identifier: Apache-2.0
#ifndef IMPULSE_NN_MUL_S8_H
#define IMPULSE_NN_MUL_S8_H

#include "requantize.h"

namespace impulse_nn {

/// MUL on int8; operands as add_s8 reads them. Works in place on an operand of the output's size.
template <class Op>
inline void mul_s8(const int8_t *a, const int8_t *b, int8_t *output) {
  for (int32_t i = 0; i < Op::size_0; ++i) {
    for (int32_t j = 0; j < Op::size_1; ++j) {
      for (int32_t k = 0; k < Op::size_2; ++k) {
        const int8_t *row_a = a + i * Op::step_a_0 + j * Op::step_a_1 + k * Op::step_a_2;
        const int8_t *row_b = b + i * Op::step_b_0 + j * Op::step_b_1 + k * Op::step_b_2;
        for (int32_t l = 0; l < Op::size_3; ++l) {
          const int32_t product = (row_a[l * Op::step_a_3] - Op::zero_point_a) * (row_b[l * Op::step_b_3] - Op::zero_point_b);
          const int32_t scaled = requantize(product, Op::multiplier, Op::shift) + Op::output_zero_point;
          *output++ = static_cast<int8_t>(clamp(scaled, Op::activation_min, Op::activation_max));
        }
      }
    }
  }
}

}  // namespace impulse_nn

#endif  // IMPULSE_NN_MUL_S8_H
