// SPDX-License-Identifier: Apache-2.0
#ifndef IMPULSE_NN_DEPTHWISE_CONV_PACKED_S8_H
#define IMPULSE_NN_DEPTHWISE_CONV_PACKED_S8_H

#include "convolve_rows_s8.h"

namespace impulse_nn {

/// A 3x3 DEPTHWISE_CONV_2D and, on its output, a 1x1 CONV_2D, row by row: of what lies between them one row exists.
///
/// Op::depthwise is what depthwise_3x3_packed_s8 (by rows) takes, Op::pointwise what conv_2d_packed_s8 takes for one row; one batch.
/// @param input              of the depthwise convolution
/// @param depthwise_weights  as depthwise_3x3_packed_s8 takes them, with `depthwise_channels`
/// @param pointwise_filter   as conv_2d_packed_s8 takes it, with `pointwise_channels`
/// @param output             of the 1x1 convolution; it may lie over the input, at least as far below it as the compiler's
///                           write-distance.ts says: all that a row of it needs is read before the row is written
/// @param scratch            4 pixels of columns_s8.h, then a row of what lies between
template <class Op>
IMPULSE_KERNEL void depthwise_conv_packed_s8(const int8_t *input, const int8_t *depthwise_weights, const int32_t *depthwise_channels,
                                             const int8_t *pointwise_filter, const int32_t *pointwise_channels, int8_t *output,
                                             void *scratch) {
  typedef typename Op::depthwise Depthwise;
  typedef typename Op::pointwise Pointwise;
  typedef depthwise_line<Depthwise, false> Line;
  column_word *const columns = static_cast<column_word *>(scratch);
  int8_t *const row = reinterpret_cast<int8_t *>(columns + column_words<Pointwise>());
  for (int32_t line = 0; line < Line::lines; ++line, output += Pointwise::output_width * Pointwise::output_depth) {
    const int32_t top = line * Line::across_stride - Line::across_pad;
    convolve_depthwise_row<Depthwise>(input + top * Line::across, top, depthwise_weights, depthwise_channels, row);
    convolve_row_s8<Pointwise>(row, pointwise_filter, pointwise_channels, 0, output, columns);
  }
}

}  // namespace impulse_nn

#endif  // IMPULSE_NN_DEPTHWISE_CONV_PACKED_S8_H
