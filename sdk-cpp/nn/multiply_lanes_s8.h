// SPDX-License-Identifier: Apache-2.0
#ifndef IMPULSE_NN_MULTIPLY_LANES_S8_H
#define IMPULSE_NN_MULTIPLY_LANES_S8_H

#include "lanes_s8.h"

namespace impulse_nn {

/// int8 as int16, in order.
inline void widen_values(const int8_t *values, int32_t count, int16_t *out) {
  for (int32_t i = 0; i < count; ++i) out[i] = values[i];
}

/// Eight or sixteen channels (`vectors` of eight) of a few pixels at once.
/// @param columns  pixels of `depth` int16 (an even number), one behind the other
/// @param filter   for every two values the pairs of weights of each vector
/// @param channels for each vector eight biases, eight multipliers, eight shifts to the right
/// @param outputs  where the first of these channels of each pixel is written
/// @param count    channels that there are
template <class Op, int32_t depth, int32_t pixels, int32_t vectors>
inline void multiply_block_s8(const int16_t *columns, const int16_t *filter, const int32_t *channels, int8_t *const *outputs, int32_t oc,
                              int32_t count) {
  sum_lanes sums[pixels][vectors];
  for (int32_t pixel = 0; pixel < pixels; ++pixel) {
    for (int32_t vector = 0; vector < vectors; ++vector) sums[pixel][vector] = load_sums(channels + 24 * vector);
  }
  for (int32_t k = 0; k < depth; k += 2, filter += 16 * vectors) {
    pair_lanes weights[vectors];
    for (int32_t vector = 0; vector < vectors; ++vector) weights[vector] = load_pairs(filter + 16 * vector);
    for (int32_t pixel = 0; pixel < pixels; ++pixel) {
      const pair_lanes values = repeat_pair(columns + pixel * depth + k);
      for (int32_t vector = 0; vector < vectors; ++vector) add_products(sums[pixel][vector], values, weights[vector]);
    }
  }
  for (int32_t vector = 0; vector < vectors; ++vector) {
    const int32_t *const channel = channels + 24 * vector;
    for (int32_t pixel = 0; pixel < pixels; ++pixel) {
      write_sums<Op>(sums[pixel][vector], channel + 8, channel + 16, count - 8 * vector, outputs[pixel] + oc + 8 * vector);
    }
  }
}

/// All channels of a few pixels: filters in blocks of sixteen, and eight at the end where so many are left.
template <class Op, int32_t depth, int32_t pixels>
inline void multiply_channels_s8(const int16_t *columns, const int16_t *filter, const int32_t *channels, int8_t *const *outputs) {
  const int32_t left = Op::output_depth % 16;
  const int32_t whole = left > 0 && left <= 8 ? Op::output_depth - left : Op::output_depth;
  int32_t oc = 0;
  for (; oc < whole; oc += 16, filter += 16 * depth, channels += 48) {
    multiply_block_s8<Op, depth, pixels, 2>(columns, filter, channels, outputs, oc, Op::output_depth - oc);
  }
  if (oc < Op::output_depth) multiply_block_s8<Op, depth, pixels, 1>(columns, filter, channels, outputs, oc, Op::output_depth - oc);
}

}  // namespace impulse_nn

#endif  // IMPULSE_NN_MULTIPLY_LANES_S8_H
