// SPDX-License-Identifier: Apache-2.0
#ifndef IMPULSE_NN_SELECT_H
#define IMPULSE_NN_SELECT_H

#include <stdint.h>

namespace impulse_nn {

/// SELECT and SELECT_V2 of any type: an element of a where the condition is not 0, else one of b.
/// @param condition, a, b  read with the steps step_c_*, step_a_*, step_b_* (0 along a broadcast axis)
/// @param output           [size_0, size_1, size_2, size_3]
template <class Op, class T>
inline void select(const uint8_t *condition, const T *a, const T *b, T *output) {
  for (int32_t i = 0; i < Op::size_0; ++i) {
    for (int32_t j = 0; j < Op::size_1; ++j) {
      for (int32_t k = 0; k < Op::size_2; ++k) {
        const uint8_t *row_c = condition + i * Op::step_c_0 + j * Op::step_c_1 + k * Op::step_c_2;
        const T *row_a = a + i * Op::step_a_0 + j * Op::step_a_1 + k * Op::step_a_2;
        const T *row_b = b + i * Op::step_b_0 + j * Op::step_b_1 + k * Op::step_b_2;
        for (int32_t l = 0; l < Op::size_3; ++l) *output++ = row_c[l * Op::step_c_3] != 0 ? row_a[l * Op::step_a_3] : row_b[l * Op::step_b_3];
      }
    }
  }
}

}  // namespace impulse_nn

#endif  // IMPULSE_NN_SELECT_H
