// SPDX-License-Identifier: Apache-2.0
#ifndef IMPULSE_NN_BATCH_MATMUL_H
#define IMPULSE_NN_BATCH_MATMUL_H

#include <stdint.h>

namespace impulse_nn {

/// The frame of BATCH_MATMUL: for each batch, row of a and column of b, finish(sum of the products). Summed from 0 in the order of depth.
/// @param a       [batch_0, batch_1, rows, depth], read with the steps a_* (0 along a broadcast axis; swapped where a is transposed)
/// @param b       [batch_0, batch_1, depth, columns], the same with b_*
/// @param output  [batch_0, batch_1, rows, columns]
template <class Op, class Sum, class T, class Multiply, class Finish>
inline void batch_matmul(const T *a, const T *b, T *output, Multiply multiply, Finish finish) {
  for (int32_t i = 0; i < Op::batch_0; ++i) {
    for (int32_t j = 0; j < Op::batch_1; ++j) {
      for (int32_t row = 0; row < Op::rows; ++row) {
        for (int32_t column = 0; column < Op::columns; ++column) {
          const T *x = a + i * Op::a_batch_0 + j * Op::a_batch_1 + row * Op::a_row;
          const T *y = b + i * Op::b_batch_0 + j * Op::b_batch_1 + column * Op::b_column;
          Sum sum = 0;
          for (int32_t k = 0; k < Op::depth; ++k) sum += multiply(x[k * Op::a_depth], y[k * Op::b_depth]);
          *output++ = finish(sum);
        }
      }
    }
  }
}

}  // namespace impulse_nn

#endif  // IMPULSE_NN_BATCH_MATMUL_H
