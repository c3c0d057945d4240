// SPDX-License-Identifier: Apache-2.0
#ifndef IMPULSE_NN_TILE_LOOPED_S8_H
#define IMPULSE_NN_TILE_LOOPED_S8_H

#include <stdint.h>

namespace impulse_nn {

/// tile_s8.h for a depth that is known only at run time (a multiple of 4, 4 at least), filters not folded.
/// @param columns  four pixels as columns_s8.h lays them out
/// @param filter   two filters a and b, of every four weights a0 b0 a2 b2 a1 b1 a3 b3
/// @param sums     in: biases; out: sums[2 * pixel + filter]
inline void multiply_tile_looped_s8(const uint32_t *columns, const int8_t *filter, int32_t depth, int32_t (&sums)[8]) {
  for (int32_t half = 0; half < 2; ++half) {
    const uint32_t *column = columns + 2 * half;
    const int8_t *weights = filter;
    int32_t s0 = sums[4 * half], s1 = sums[4 * half + 1], s2 = sums[4 * half + 2], s3 = sums[4 * half + 3];
    for (int32_t pair = 0; pair < depth / 2; ++pair, column += 4, weights += 4) {
      const int32_t x_low = static_cast<int16_t>(column[0] & 0xffffu), x_high = static_cast<int16_t>(column[0] >> 16);
      const int32_t y_low = static_cast<int16_t>(column[1] & 0xffffu), y_high = static_cast<int16_t>(column[1] >> 16);
      s0 += x_low * weights[0] + x_high * weights[2];
      s1 += x_low * weights[1] + x_high * weights[3];
      s2 += y_low * weights[0] + y_high * weights[2];
      s3 += y_low * weights[1] + y_high * weights[3];
    }
    sums[4 * half] = s0, sums[4 * half + 1] = s1, sums[4 * half + 2] = s2, sums[4 * half + 3] = s3;
  }
}

}  // namespace impulse_nn

#endif  // IMPULSE_NN_TILE_LOOPED_S8_H
