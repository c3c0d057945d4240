// SPDX-License-Identifier: Apache-2.0
#ifndef IMPULSE_NN_CONV_DEPTHWISE_VECTORS_S8_H
#define IMPULSE_NN_CONV_DEPTHWISE_VECTORS_S8_H

#include "conv_2d_vectors_s8.h"
#include "depthwise_vectors_s8.h"

namespace impulse_nn {

/// Computes rows of a convolution's output where image_rows would copy them.
template <class Op>
struct convolution_rows {
  const int8_t *image;
  const int8_t *filter;
  const int32_t *channels;
  int8_t *windows;

  /// Computes row y.
  void read(int32_t y, int8_t *line) const {
    const int32_t first = y * Op::output_width;
    convolve_pixels_s8<Op>(image, filter, channels, first, first + Op::output_width, line, windows);
  }
};

/// CONV_2D and, on its output, a DEPTHWISE_CONV_2D, row by row: of what lies between them only the rows under the window exist, and each
/// is computed once. Op::convolution and Op::depthwise are what conv_2d_vectors_s8 and depthwise_vectors_s8 take; one batch.
/// @param input               of the convolution
/// @param convolution_filter  as conv_2d_vectors_s8 takes it, with `convolution_channels`
/// @param depthwise_filter    as depthwise_vectors_s8 takes it, with `depthwise_channels`
/// @param output              of the depthwise convolution; it may lie over the input, at least as far below it as the compiler's
///                            write-distance.ts says: all that a row of it needs is read before the row is written
/// @param scratch             depthwise_ring's rows and 8 bytes more, then two windows of the convolution
template <class Op>
IMPULSE_KERNEL void conv_depthwise_vectors_s8(const int8_t *input, const int8_t *convolution_filter, const int32_t *convolution_channels,
                                              const int8_t *depthwise_filter, const int32_t *depthwise_channels, int8_t *output,
                                              void *scratch) {
  typedef depthwise_ring<typename Op::depthwise> Ring;
  int8_t *const ring = static_cast<int8_t *>(scratch);
  const convolution_rows<typename Op::convolution> source = {input, convolution_filter, convolution_channels, ring + Ring::rows * Ring::pitch + 8};
  convolve_ring_s8<typename Op::depthwise>(source, depthwise_filter, depthwise_channels, output, ring);
}

}  // namespace impulse_nn

#endif  // IMPULSE_NN_CONV_DEPTHWISE_VECTORS_S8_H
