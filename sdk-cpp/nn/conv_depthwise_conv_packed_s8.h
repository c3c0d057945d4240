// SPDX-License-Identifier: Apache-2.0
#ifndef IMPULSE_NN_CONV_DEPTHWISE_CONV_PACKED_S8_H
#define IMPULSE_NN_CONV_DEPTHWISE_CONV_PACKED_S8_H

#include "conv_depthwise_packed_s8.h"

namespace impulse_nn {

/// CONV_2D, a 3x3 DEPTHWISE_CONV_2D and a 1x1 CONV_2D, each on the output of the one before, row by row: what widens an image, filters it and
/// makes it narrow again (the inverted residual of MobileNetV2, arXiv 1801.04381) never holds more of the wide image than four rows.
///
/// Op::convolution and Op::depthwise are what conv_depthwise_packed_s8 takes, Op::pointwise what conv_2d_packed_s8 takes for one row; one batch.
/// @param input               of the first convolution
/// @param convolution_filter  as conv_2d_packed_s8 takes it, with `convolution_channels`
/// @param depthwise_weights   as depthwise_3x3_packed_s8 takes them, with `depthwise_channels`
/// @param pointwise_filter    as conv_2d_packed_s8 takes it, with `pointwise_channels`
/// @param output              of the last convolution; it may lie over the input, at least as far below it as the compiler's
///                            write-distance.ts says: all that a row of it needs is read before the row is written
/// @param scratch             4 pixels of columns_s8.h of the deeper convolution, 3 rows of what the first one gives, one of what the next gives
template <class Op>
IMPULSE_KERNEL void conv_depthwise_conv_packed_s8(const int8_t *input, const int8_t *convolution_filter, const int32_t *convolution_channels,
                                                  const int8_t *depthwise_weights, const int32_t *depthwise_channels,
                                                  const int8_t *pointwise_filter, const int32_t *pointwise_channels, int8_t *output,
                                                  void *scratch) {
  typedef typename Op::convolution Convolution;
  typedef typename Op::depthwise Depthwise;
  typedef typename Op::pointwise Pointwise;
  const int32_t first = column_words<Convolution>(), last = column_words<Pointwise>();
  column_word *const columns = static_cast<column_word *>(scratch);
  int8_t *const rows = reinterpret_cast<int8_t *>(columns + (first > last ? first : last));
  int8_t *const row = rows + 3 * depthwise_line<Depthwise, false>::row;
  const auto write_row = [&output, row, pointwise_filter, pointwise_channels, columns] {
    convolve_row_s8<Pointwise>(row, pointwise_filter, pointwise_channels, 0, output, columns);
    output += Pointwise::output_width * Pointwise::output_depth;
  };
  convolve_depthwise_rows<Convolution, Depthwise>(input, convolution_filter, convolution_channels, depthwise_weights, depthwise_channels,
                                                  columns, rows, row, 0, write_row);
}

}  // namespace impulse_nn

#endif  // IMPULSE_NN_CONV_DEPTHWISE_CONV_PACKED_S8_H
