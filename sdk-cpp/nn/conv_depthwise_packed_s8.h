// SPDX-License-Identifier: Apache-2.0
#ifndef IMPULSE_NN_CONV_DEPTHWISE_PACKED_S8_H
#define IMPULSE_NN_CONV_DEPTHWISE_PACKED_S8_H

#include <string.h>

#include "conv_2d_packed_s8.h"
#include "depthwise_3x3_packed_s8.h"

namespace impulse_nn {

/// One row of an image's output; where its pixels do not divide by 4, the last tile overlaps the one before it.
template <class Op>
inline void convolve_row_s8(const int8_t *input, const int8_t *filter, const int32_t *channels, int32_t row, int8_t *output,
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

/// CONV_2D and, on its output, a 3x3 DEPTHWISE_CONV_2D, row by row: of what lies between them only three rows exist, and each is computed
/// once. Op::convolution and Op::depthwise are what conv_2d_packed_s8 and depthwise_3x3_packed_s8 (by rows) take; one batch.
/// @param input               of the convolution
/// @param convolution_filter  as conv_2d_packed_s8 takes it, with `convolution_channels`
/// @param depthwise_filter    as depthwise_3x3_packed_s8 takes it, with `depthwise_channels`
/// @param output              of the depthwise convolution; it may lie over the input, at least as far below it as the compiler's
///                            write-distance.ts says: all that a row of it needs is read before the row is written
/// @param scratch             4 pixels of columns_s8.h, then 3 rows of what lies between
template <class Op>
IMPULSE_KERNEL void conv_depthwise_packed_s8(const int8_t *input, const int8_t *convolution_filter, const int32_t *convolution_channels,
                                             const int8_t *depthwise_weights, const int32_t *depthwise_channels, int8_t *output,
                                             void *scratch) {
  typedef typename Op::convolution Convolution;
  typedef typename Op::depthwise Depthwise;
  typedef depthwise_line<Depthwise, false> Line;
  const int32_t zero_point = Depthwise::input_zero_point;
  const int32_t depth = (Convolution::filter_height * Convolution::filter_width * Convolution::input_depth + 3) / 4 * 4;
  column_word *const columns = static_cast<column_word *>(scratch);
  int8_t *const rows = reinterpret_cast<int8_t *>(columns + 2 * depth);
  int32_t ready = 0;  // rows of the convolution that have been computed
  for (int32_t line = 0; line < Line::lines; ++line, output += Line::output_across) {
    const int32_t top = line * Line::across_stride - Line::across_pad;
    const int32_t kept = line == 0 ? 0 : ready - top;
    if (kept > 0) memmove(rows, rows + Line::across_stride * Line::row, static_cast<size_t>(kept * Line::row));
    for (; ready < top + 3 && ready < Depthwise::input_height; ++ready) {
      convolve_row_s8<Convolution>(input, convolution_filter, convolution_channels, ready, rows + (ready - top) * Line::row, columns);
    }
    for (int32_t c = 0; c < Depthwise::input_depth; ++c) {
      const int8_t *const weights = depthwise_weights + 12 * c;
      const int32_t *const channel = depthwise_channels + 2 * c;
      const depthwise_filter whole = read_depthwise_filter<zero_point, depthwise_inside>(weights, channel);
      convolve_line<Depthwise, Line>(rows + c, top, weights, channel, whole, output + c, nullptr);
    }
  }
}

}  // namespace impulse_nn

#endif  // IMPULSE_NN_CONV_DEPTHWISE_PACKED_S8_H
