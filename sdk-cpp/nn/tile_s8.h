// SPDX-License-Identifier: Apache-2.0
#ifndef IMPULSE_NN_TILE_S8_H
#define IMPULSE_NN_TILE_S8_H

#include "folded_sum.h"

namespace impulse_nn {

/// Sums of 4 pixels times 2 filters over `depth` values (a multiple of 4).
///
/// Folded, the weights a and b of both filters travel as the int16 256 * b + a, so that the second sum is 256 * sum(b) + sum(a):
/// second_sum_doubled() takes it apart. That saves widening b.
/// @param columns  four pixels as columns_s8.h lays them out
/// @param filter   two filters a and b, of every four weights a0 b0 a2 b2 a1 b1 a3 b3
/// @param sums     in: biases; out: sums[2 * pixel + filter]
template <int32_t depth, bool folded>
inline void multiply_tile_s8(const uint32_t *columns, const int8_t *filter, int32_t (&sums)[8]) {
  // two pixels at a time: what a core without dual multiply-accumulate can hold in registers
  for (int32_t half = 0; half < 2; ++half) {
    const uint32_t *column = columns + 2 * half;
    const int8_t *weights = filter;
    int32_t s0 = sums[4 * half], s1 = sums[4 * half + 1], s2 = sums[4 * half + 2], s3 = sums[4 * half + 3];
    for (int32_t pair = 0; pair < depth / 2; ++pair, column += 4, weights += 4) {
      const int32_t x_low = static_cast<int16_t>(column[0] & 0xffffu), x_high = static_cast<int16_t>(column[0] >> 16);
      const int32_t y_low = static_cast<int16_t>(column[1] & 0xffffu), y_high = static_cast<int16_t>(column[1] >> 16);
      s0 += x_low * weights[0] + x_high * weights[2];
      s2 += y_low * weights[0] + y_high * weights[2];
      add_second(x_low, x_high, weights, folded, s1);
      add_second(y_low, y_high, weights, folded, s3);
    }
    sums[4 * half] = s0, sums[4 * half + 1] = s1, sums[4 * half + 2] = s2, sums[4 * half + 3] = s3;
  }
}

}  // namespace impulse_nn

#endif  // IMPULSE_NN_TILE_S8_H
