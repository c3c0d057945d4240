// SPDX-License-Identifier: Apache-2.0
#ifndef IMPULSE_NN_CONV_DEPTHWISE_PACKED_S8_H
#define IMPULSE_NN_CONV_DEPTHWISE_PACKED_S8_H

#include <string.h>

#include "convolve_rows_s8.h"

namespace impulse_nn {

/// A CONV_2D and, on its output, a 3x3 DEPTHWISE_CONV_2D, row by row: of what lies between them only three rows exist, and each is computed once.
/// @param columns      4 pixels of columns_s8.h
/// @param rows         3 rows of what lies between
/// @param output       where each row of the depthwise convolution is written, `output_step` behind the one before it
/// @param finish_row   called when a row is there
template <class Convolution, class Depthwise, class Finish>
inline void convolve_depthwise_rows(const int8_t *input, const int8_t *convolution_filter, const int32_t *convolution_channels,
                                    const int8_t *depthwise_weights, const int32_t *depthwise_channels, column_word *columns, int8_t *rows,
                                    int8_t *output, int32_t output_step, Finish finish_row) {
  typedef depthwise_line<Depthwise, false> Line;
  int32_t ready = 0;  // rows of the convolution that have been computed
  for (int32_t line = 0; line < Line::lines; ++line, output += output_step) {
    const int32_t top = line * Line::across_stride - Line::across_pad;
    const int32_t kept = line == 0 ? 0 : ready - top;
    if (kept > 0) memmove(rows, rows + Line::across_stride * Line::row, static_cast<size_t>(kept * Line::row));
    for (; ready < top + 3 && ready < Depthwise::input_height; ++ready) {
      convolve_row_s8<Convolution>(input, convolution_filter, convolution_channels, ready, rows + (ready - top) * Line::row, columns);
    }
    convolve_depthwise_row<Depthwise>(rows, top, depthwise_weights, depthwise_channels, output);
    finish_row();
  }
}

/// CONV_2D and, on its output, a 3x3 DEPTHWISE_CONV_2D, row by row. Op::convolution and Op::depthwise are what conv_2d_packed_s8 and
/// depthwise_3x3_packed_s8 (by rows) take; one batch.
/// @param input               of the convolution
/// @param convolution_filter  as conv_2d_packed_s8 takes it, with `convolution_channels`
/// @param depthwise_weights   as depthwise_3x3_packed_s8 takes them, with `depthwise_channels`
/// @param output              of the depthwise convolution; it may lie over the input, at least as far below it as the compiler's
///                            write-distance.ts says: all that a row of it needs is read before the row is written
/// @param scratch             4 pixels of columns_s8.h, then 3 rows of what lies between
template <class Op>
IMPULSE_KERNEL void conv_depthwise_packed_s8(const int8_t *input, const int8_t *convolution_filter, const int32_t *convolution_channels,
                                             const int8_t *depthwise_weights, const int32_t *depthwise_channels, int8_t *output,
                                             void *scratch) {
  typedef typename Op::convolution Convolution;
  typedef typename Op::depthwise Depthwise;
  column_word *const columns = static_cast<column_word *>(scratch);
  int8_t *const rows = reinterpret_cast<int8_t *>(columns + column_words<Convolution>());
  convolve_depthwise_rows<Convolution, Depthwise>(input, convolution_filter, convolution_channels, depthwise_weights, depthwise_channels,
                                                  columns, rows, output, depthwise_line<Depthwise, false>::output_across, [] {});
}

}  // namespace impulse_nn

#endif  // IMPULSE_NN_CONV_DEPTHWISE_PACKED_S8_H
