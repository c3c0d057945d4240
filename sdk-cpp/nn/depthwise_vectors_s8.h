// SPDX-License-Identifier: Apache-2.0
#ifndef IMPULSE_NN_DEPTHWISE_VECTORS_S8_H
#define IMPULSE_NN_DEPTHWISE_VECTORS_S8_H

#include "copy_values.h"
#include "placement.h"
#include "taps_s8.h"

namespace impulse_nn {

/// The rows under the window of a depthwise convolution, with their padding, one behind the other. Row y lies in place (y + pad_top) %
/// rows: a new one takes the place of the one that is no longer needed.
template <class Op>
struct depthwise_ring {
  static constexpr int32_t rows = (Op::filter_height - 1) * Op::dilation_height + 1,
                           needed = (Op::output_width - 1) * Op::stride_width + (Op::filter_width - 1) * Op::dilation_width + 1,
                           width = needed > Op::pad_left + Op::input_width ? needed : Op::pad_left + Op::input_width,
                           pitch = width * Op::input_depth;
};

/// Reads rows of an image.
template <class Op>
struct image_rows {
  const int8_t *image;

  /// Copies row y.
  void read(int32_t y, int8_t *line) const {
    const int32_t row = Op::input_width * Op::input_depth;
    copy_values(image + y * row, row, line);
  }
};

/// A depthwise convolution of one image whose rows come from `source`, each once and in order, before the first row of the output that
/// needs it is written.
/// @param ring  depthwise_ring's rows and 8 bytes more
template <class Op, class Source>
inline void convolve_ring_s8(const Source &source, const int8_t *filter, const int32_t *channels, int8_t *output, int8_t *ring) {
  typedef depthwise_ring<Op> Ring;
  const int32_t taps = Op::filter_height * Op::filter_width;
  fill_values(ring, Ring::rows * Ring::pitch, Op::input_zero_point);
  int32_t ready = 0;  // rows that have been read, those above the image included
  for (int32_t oy = 0; oy < Op::output_height; ++oy, output += Op::output_width * Op::input_depth) {
    const int32_t top = oy * Op::stride_height;
    if (ready < top) ready = top;
    for (; ready < top + Ring::rows; ++ready) {
      const int32_t y = ready - Op::pad_top;
      int8_t *const line = ring + ready % Ring::rows * Ring::pitch + Op::pad_left * Op::input_depth;
      if (y >= 0 && y < Op::input_height) source.read(y, line);
      else fill_values(line, Op::input_width * Op::input_depth, Op::input_zero_point);
    }
    const int8_t *lines[Op::filter_height];
    for (int32_t fy = 0; fy < Op::filter_height; ++fy) lines[fy] = ring + (top + fy * Op::dilation_height) % Ring::rows * Ring::pitch;
    for (int32_t c = 0; c < Op::input_depth; c += 8) {
      multiply_line_s8<Op>(lines, c, filter + c * taps, channels + 3 * c, Op::input_depth - c, output + c);
    }
  }
}

/// DEPTHWISE_CONV_2D on int8 with a multiplier of 1, eight channels at once.
/// @param input     [batches, input_height, input_width, input_depth]
/// @param filter    for every eight channels what taps_s8.h wants; missing ones are 0
/// @param channels  the same
/// @param output    [batches, output_height, output_width, input_depth]; it may lie over the input, at least as far below it as the
///                  compiler's write-distance.ts says: all rows that a row of it needs have been read before it is written
/// @param scratch   depthwise_ring's rows and 8 bytes more
template <class Op>
IMPULSE_KERNEL void depthwise_vectors_s8(const int8_t *input, const int8_t *filter, const int32_t *channels, int8_t *output, void *scratch) {
  for (int32_t batch = 0; batch < Op::batches; ++batch) {
    const image_rows<Op> source = {input};
    convolve_ring_s8<Op>(source, filter, channels, output, static_cast<int8_t *>(scratch));
    input += Op::input_height * Op::input_width * Op::input_depth;
    output += Op::output_height * Op::output_width * Op::input_depth;
  }
}

}  // namespace impulse_nn

#endif  // IMPULSE_NN_DEPTHWISE_VECTORS_S8_H
