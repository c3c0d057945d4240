// SPDX-License-Identifier: Apache-2.0
#ifndef IMPULSE_NN_EXTREMUM_H
#define IMPULSE_NN_EXTREMUM_H

#include <stdint.h>

namespace impulse_nn {

/// MAXIMUM (is_maximum = 1) or MINIMUM of any type; operands as add_s8 reads them.
template <class Op, class T>
inline void extremum(const T *a, const T *b, T *output) {
  for (int32_t i = 0; i < Op::size_0; ++i) {
    for (int32_t j = 0; j < Op::size_1; ++j) {
      for (int32_t k = 0; k < Op::size_2; ++k) {
        const T *row_a = a + i * Op::step_a_0 + j * Op::step_a_1 + k * Op::step_a_2;
        const T *row_b = b + i * Op::step_b_0 + j * Op::step_b_1 + k * Op::step_b_2;
        for (int32_t l = 0; l < Op::size_3; ++l) {
          const T x = row_a[l * Op::step_a_3];
          const T y = row_b[l * Op::step_b_3];
          *output++ = (x > y) == (Op::is_maximum != 0) ? x : y;
        }
      }
    }
  }
}

}  // namespace impulse_nn

#endif  // IMPULSE_NN_EXTREMUM_H
