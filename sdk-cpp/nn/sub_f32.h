// SPDX-License-Identifier: Apache-2.0
#ifndef IMPULSE_NN_SUB_F32_H
#define IMPULSE_NN_SUB_F32_H

#include "float_range.h"

namespace impulse_nn {

/// SUB on float32; operands as add_s8 reads them.
template <class Op>
inline void sub_f32(const float *a, const float *b, float *output) {
  for (int32_t i = 0; i < Op::size_0; ++i) {
    for (int32_t j = 0; j < Op::size_1; ++j) {
      for (int32_t k = 0; k < Op::size_2; ++k) {
        const float *row_a = a + i * Op::step_a_0 + j * Op::step_a_1 + k * Op::step_a_2;
        const float *row_b = b + i * Op::step_b_0 + j * Op::step_b_1 + k * Op::step_b_2;
        for (int32_t l = 0; l < Op::size_3; ++l) *output++ = activate_f32<Op>(row_a[l * Op::step_a_3] - row_b[l * Op::step_b_3]);
      }
    }
  }
}

}  // namespace impulse_nn

#endif  // IMPULSE_NN_SUB_F32_H
