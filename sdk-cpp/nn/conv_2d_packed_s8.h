// SPDX-License-Identifier: Apache-2.0
#ifndef IMPULSE_NN_CONV_2D_PACKED_S8_H
#define IMPULSE_NN_CONV_2D_PACKED_S8_H

#include "columns_s8.h"
#include "requantize_fast.h"
#include "tile_s8.h"

namespace impulse_nn {

/// All filters on one tile of columns; the first `count` of its pixels are written.
template <class Op, int32_t depth, int32_t count>
inline void multiply_filters_s8(const column_word *columns, const int8_t *filter, const int32_t *channels, int8_t *output) {
  for (int32_t oc = 0; oc < Op::output_depth; oc += 2, filter += 2 * depth, channels += 5) {
    const int32_t bias_a = channels[0];
    const int32_t bias_b = channels[1];
    int32_t sums[8] = {bias_a, bias_b, bias_a, bias_b, bias_a, bias_b, bias_a, bias_b};
    multiply_tile_s8<depth>(columns, filter, sums);
    const int32_t shift_a = channels[4] & 0xff;
    const int32_t shift_b = channels[4] >> 8;
    for (int32_t pixel = 0; pixel < count; ++pixel) {
      int8_t *const result = output + pixel * Op::output_depth + oc;
      result[0] = requantize_fast<Op>(sums[2 * pixel], channels[2], shift_a);
      if (Op::output_depth % 2 == 0 || oc + 1 < Op::output_depth) {
        result[1] = requantize_fast<Op>(sums[2 * pixel + 1], channels[3], shift_b);
      }
    }
  }
}

/// CONV_2D on int8 in tiles of 4 pixels times 2 filters, groups = 1.
/// @param input     [batches, input_height, input_width, input_depth]
/// @param filter    pairs of filters as tile_s8.h wants them, depth rounded up to a multiple of 4
/// @param channels  for each pair: two biases (the input's zero point folded in), two multipliers, two right shifts in one word
/// @param output    [batches, output_height, output_width, output_depth]
/// @param scratch   4 pixels of columns_s8.h
template <class Op>
inline void conv_2d_packed_s8(const int8_t *input, const int8_t *filter, const int32_t *channels, int8_t *output, void *scratch) {
  const int32_t depth = (Op::filter_height * Op::filter_width * Op::input_depth + 3) / 4 * 4;
  const int32_t pixels = Op::output_height * Op::output_width;
  column_word *const columns = static_cast<column_word *>(scratch);
  for (int32_t batch = 0; batch < Op::batches; ++batch, input += Op::input_height * Op::input_width * Op::input_depth) {
    // the last tile overlaps the one before it where the pixels do not divide by 4
    for (int32_t done = 0; done < pixels; done += 4) {
      const int32_t first = done + 4 <= pixels || pixels < 4 ? done : pixels - 4;
      int32_t oy = first / Op::output_width;
      int32_t ox = first % Op::output_width;
      for (int32_t pixel = 0; pixel < 4; ++pixel) {
        gather_window<Op>(input, oy, ox, columns + pixel);
        if (first + pixel + 1 < pixels && ++ox == Op::output_width) {
          ox = 0;
          ++oy;
        }
      }
      multiply_filters_s8<Op, depth, pixels < 4 ? pixels : 4>(columns, filter, channels, output + first * Op::output_depth);
    }
    output += pixels * Op::output_depth;
  }
}

}  // namespace impulse_nn

#endif  // IMPULSE_NN_CONV_2D_PACKED_S8_H
