// SPDX-License-Identifier: Apache-2.0
#ifndef IMPULSE_NN_CONVOLVE_ROWS_S8_H
#define IMPULSE_NN_CONVOLVE_ROWS_S8_H

#include "conv_2d_packed_s8.h"
#include "depthwise_3x3_packed_s8.h"

namespace impulse_nn {

/// One row of an image's output; where its pixels do not divide by 4, the last tile overlaps the one before it. By itself, so that what stands
/// beside it takes no registers from its tiles.
template <class Op>
IMPULSE_KERNEL void convolve_row_s8(const int8_t *input, const int8_t *filter, const int32_t *channels, int32_t row, int8_t *output,
                                    column_word *columns) {
  const int32_t width = Op::output_width;
  const int32_t start = row * width;
  for (int32_t done = 0; done < width; done += 4) {
    const int32_t left = width - done;
    const bool overlaps = width >= 4;
    const int32_t first = left < 4 && overlaps ? width - 4 : done;
    convolve_tile_s8<Op>(input, filter, channels, start + first, start + width, overlaps || left >= 4 ? 4 : left,
                         output + first * Op::output_depth, columns);
  }
}

/// Words that a tile of four pixels takes, as columns_s8.h lays them out.
template <class Op>
constexpr int32_t column_words() {
  return 2 * ((Op::filter_height * Op::filter_width * Op::input_depth + 3) / 4 * 4);
}

/// One row of a depthwise convolution's output, all channels; by itself as well.
/// @param rows  row `top` of its input: above the image where `top` is negative
template <class Op>
IMPULSE_KERNEL void convolve_depthwise_row(const int8_t *rows, int32_t top, const int8_t *weights, const int32_t *channels, int8_t *output) {
  typedef depthwise_line<Op, false> Line;
  depthwise_lines<Op, Line>::convolve_row(rows, top, weights, channels, output);
}

}  // namespace impulse_nn

#endif  // IMPULSE_NN_CONVOLVE_ROWS_S8_H
