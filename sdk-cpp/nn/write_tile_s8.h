// SPDX-License-Identifier: Apache-2.0
#ifndef IMPULSE_NN_WRITE_TILE_S8_H
#define IMPULSE_NN_WRITE_TILE_S8_H

#include "columns_s8.h"
#include "requantize_fast.h"
#include "tile_s8.h"

namespace impulse_nn {

/// Writes one filter's sums of a tile, doubled, the first `count` of four pixels; spelled out, so that the sums stay in registers.
template <class Op>
inline void write_sums_s8(int32_t s0, int32_t s1, int32_t s2, int32_t s3, int32_t multiplier, int32_t right_shift, int32_t count,
                          int8_t *output) {
  const int32_t half = rounding_term<Op>(right_shift & 0xff);
  output[0] = requantize_doubled<Op>(s0, multiplier, right_shift, half);
  if (count > 1) output[Op::output_depth] = requantize_doubled<Op>(s1, multiplier, right_shift, half);
  if (count > 2) output[2 * Op::output_depth] = requantize_doubled<Op>(s2, multiplier, right_shift, half);
  if (count > 3) output[3 * Op::output_depth] = requantize_doubled<Op>(s3, multiplier, right_shift, half);
}

/// multiply_filters_s8 of tile_filters_s8.h, pair by pair.
template <class Op, int32_t depth>
inline void write_tile_s8(const column_word *columns, const int8_t *filter, const int32_t *channels, int32_t count, int8_t *output) {
  for (int32_t oc = 0; oc < Op::output_depth; oc += 2, filter += 2 * depth, channels += 5) {
    const bool folded = Op::folded != 0;
    const int32_t a = channels[0];
    const int32_t b = channels[1];
    int32_t sums[8] = {a, b, a, b, a, b, a, b};
    multiply_tile_s8<depth, folded>(columns, filter, sums);
    write_sums_s8<Op>(2 * sums[0], 2 * sums[2], 2 * sums[4], 2 * sums[6], channels[2], channels[4], count, output + oc);
    if (Op::output_depth % 2 == 0 || oc + 1 < Op::output_depth) {
      write_sums_s8<Op>(second_sum_doubled<folded>(sums[0], sums[1]), second_sum_doubled<folded>(sums[2], sums[3]),
                        second_sum_doubled<folded>(sums[4], sums[5]), second_sum_doubled<folded>(sums[6], sums[7]), channels[3],
                        channels[4] >> 8, count, output + oc + 1);
    }
  }
}

}  // namespace impulse_nn

#endif  // IMPULSE_NN_WRITE_TILE_S8_H
