// SPDX-License-Identifier: Apache-2.0
#ifndef IMPULSE_NN_BROADCAST_H
#define IMPULSE_NN_BROADCAST_H

#include <stdint.h>

namespace impulse_nn {

/// combine(a, b) with broadcasting: the frame of elementwise operators of two inputs. Works in place on an operand of the output's size.
/// @param a, b    read with the steps step_a_*, step_b_* (0 along a broadcast axis)
/// @param output  [size_0, size_1, size_2, size_3]
template <class Op, class A, class B, class T, class Combine>
inline void broadcast(const A *a, const B *b, T *output, Combine combine) {
  for (int32_t i = 0; i < Op::size_0; ++i) {
    for (int32_t j = 0; j < Op::size_1; ++j) {
      for (int32_t k = 0; k < Op::size_2; ++k) {
        const A *row_a = a + i * Op::step_a_0 + j * Op::step_a_1 + k * Op::step_a_2;
        const B *row_b = b + i * Op::step_b_0 + j * Op::step_b_1 + k * Op::step_b_2;
        for (int32_t l = 0; l < Op::size_3; ++l) *output++ = combine(row_a[l * Op::step_a_3], row_b[l * Op::step_b_3]);
      }
    }
  }
}

}  // namespace impulse_nn

#endif  // IMPULSE_NN_BROADCAST_H
