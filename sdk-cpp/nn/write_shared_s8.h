// SPDX-License-Identifier: Apache-2.0
#ifndef IMPULSE_NN_WRITE_SHARED_S8_H
#define IMPULSE_NN_WRITE_SHARED_S8_H

#include "columns_s8.h"
#include "requantize_fast.h"
#include "tile_looped_s8.h"

namespace impulse_nn {

/// One filter's sums of a tile, the first `count` of four pixels; `sums` has every second one.
inline void write_sums_shared(const output_range &range, const int32_t *sums, int32_t multiplier, int32_t right_shift, int32_t count,
                              int8_t *output, int32_t depth) {
  const int32_t half = rounding_term_of(range, right_shift);
  for (const int32_t *const end = sums + 2 * count; sums != end; sums += 2, output += depth) {
    *output = requantize_in_range(range, 2 * *sums, multiplier, right_shift, half);
  }
}

/// multiply_filters_shared of shared_filters_s8.h, pair by pair.
inline void write_tile_shared(const output_range &range, const column_word *columns, const int8_t *filter, const int32_t *channels,
                              int32_t depth, int32_t output_depth, int32_t count, int8_t *output) {
  for (int32_t oc = 0; oc < output_depth; oc += 2, filter += 2 * depth, channels += 5) {
    const int32_t a = channels[0], b = channels[1];
    int32_t sums[8] = {a, b, a, b, a, b, a, b};
    multiply_tile_looped_s8(columns, filter, depth, sums);
    write_sums_shared(range, sums, channels[2], channels[4], count, output + oc, output_depth);
    if (oc + 1 < output_depth) write_sums_shared(range, sums + 1, channels[3], channels[4] >> 8, count, output + oc + 1, output_depth);
  }
}

}  // namespace impulse_nn

#endif  // IMPULSE_NN_WRITE_SHARED_S8_H
