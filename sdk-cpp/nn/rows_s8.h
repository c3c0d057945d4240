// SPDX-License-Identifier: Apache-2.0
#ifndef IMPULSE_NN_ROWS_S8_H
#define IMPULSE_NN_ROWS_S8_H

#include <stdint.h>

namespace impulse_nn {

/// Sums of one vector times 4 rows of weights.
/// @param input   `depth` rounded up to a multiple of 4; what lies behind `depth` meets weights of 0
/// @param filter  of every four values, four weights of row 0, of row 1, of row 2, of row 3
/// @param sums    in: biases; out: the four sums
template <int32_t depth>
inline void multiply_rows_s8(const int8_t *input, const int8_t *filter, int32_t (&sums)[4]) {
  for (int32_t k = 0; k < depth; k += 4, filter += 16) {
    for (int32_t row = 0; row < 4; ++row) {
      for (int32_t i = 0; i < 4 && k + i < depth; ++i) sums[row] += input[k + i] * filter[4 * row + i];
    }
  }
}

}  // namespace impulse_nn

#endif  // IMPULSE_NN_ROWS_S8_H
