// SPDX-License-Identifier: Apache-2.0
#ifndef IMPULSE_NN_ROWS_S8_H
#define IMPULSE_NN_ROWS_S8_H

#include "folded_sum.h"

namespace impulse_nn {

/// Sums of one vector times 4 rows of weights a, b, c, d; b and d are folded onto a and c as tile_s8.h explains.
/// @param input   `depth` values, a multiple of 4
/// @param filter  of every four values: a0 b0 a2 b2, a1 b1 a3 b3, c0 d0 c2 d2, c1 d1 c3 d3
/// @param sums    in: biases; out: the four sums
template <int32_t depth, bool folded>
inline void multiply_rows_s8(const int8_t *input, const int8_t *filter, int32_t (&sums)[4]) {
  for (int32_t k = 0; k < depth; k += 4) {
    for (int32_t row = 0; row < 4; row += 2) {
      for (int32_t i = 0; i < 2; ++i, filter += 4) {
        sums[row] += input[k + i] * filter[0] + input[k + i + 2] * filter[2];
        add_second(input[k + i], input[k + i + 2], filter, folded, sums[row + 1]);
      }
    }
  }
}

}  // namespace impulse_nn

#endif  // IMPULSE_NN_ROWS_S8_H
