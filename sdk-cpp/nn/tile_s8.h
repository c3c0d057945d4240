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
  for (int32_t pair = 0; pair < depth / 2; ++pair, columns += 4, filter += 4) {
    for (int32_t pixel = 0; pixel < 4; ++pixel) {
      const int32_t low = static_cast<int16_t>(columns[pixel] & 0xffffu);
      const int32_t high = static_cast<int16_t>(columns[pixel] >> 16);
      sums[2 * pixel] += low * filter[0] + high * filter[2];
      add_second(low, high, filter, folded, sums[2 * pixel + 1]);
    }
  }
}

}  // namespace impulse_nn

#endif  // IMPULSE_NN_TILE_S8_H
