// SPDX-License-Identifier: Apache-2.0
#ifndef IMPULSE_NN_CONV_2D_LANES_S8_H
#define IMPULSE_NN_CONV_2D_LANES_S8_H

#include "multiply_lanes_s8.h"
#include "placement.h"

namespace impulse_nn {

/// The window of a convolution at output pixel (oy, ox), widened; what lies outside the image is the zero point.
template <class Op>
inline void widen_window(const int8_t *image, int32_t oy, int32_t ox, int16_t *column) {
  const int32_t top = oy * Op::stride_height - Op::pad_top;
  const int32_t left = ox * Op::stride_width - Op::pad_left;
  const bool whole_rows = Op::dilation_width == 1 && left >= 0 && left + Op::filter_width <= Op::input_width;
  const int32_t run = Op::filter_width * Op::input_depth;
  for (int32_t fy = 0; fy < Op::filter_height; ++fy, column += run) {
    const int32_t y = top + fy * Op::dilation_height;
    const int8_t *const row = image + (y * Op::input_width + left) * Op::input_depth;
    if (y < 0 || y >= Op::input_height) {
      for (int32_t i = 0; i < run; ++i) column[i] = static_cast<int16_t>(Op::input_zero_point);
    } else if (whole_rows) {
      widen_values(row, run, column);
    } else {
      for (int32_t fx = 0; fx < Op::filter_width; ++fx) {
        const int32_t x = left + fx * Op::dilation_width;
        int16_t *const pixel = column + fx * Op::input_depth;
        if (x >= 0 && x < Op::input_width) {
          widen_values(row + fx * Op::dilation_width * Op::input_depth, Op::input_depth, pixel);
        } else {
          for (int32_t c = 0; c < Op::input_depth; ++c) pixel[c] = static_cast<int16_t>(Op::input_zero_point);
        }
      }
    }
  }
  if (Op::filter_height * run % 2 != 0) *column = 0;
}

/// CONV_2D on int8, eight output channels side by side, four pixels at once.
/// @param input     [batches, input_height, input_width, input_depth]
/// @param filter    as multiply_lanes_s8.h wants it, depth rounded up to an even number
/// @param channels  the same
/// @param output    [batches, output_height, output_width, output_depth]
/// @param scratch   four windows of int16
template <class Op>
IMPULSE_KERNEL void conv_2d_lanes_s8(const int8_t *input, const int16_t *filter, const int32_t *channels, int8_t *output, void *scratch) {
  const int32_t depth = (Op::filter_height * Op::filter_width * Op::input_depth + 1) / 2 * 2;
  const int32_t pixels = Op::output_height * Op::output_width;
  int16_t *const columns = static_cast<int16_t *>(scratch);
  for (int32_t batch = 0; batch < Op::batches; ++batch) {
    for (int32_t first = 0; first < pixels; first += 4) {
      int8_t *outputs[4];
      for (int32_t i = 0; i < 4; ++i) {
        const int32_t pixel = first + i < pixels ? first + i : pixels - 1;  // the last one once more where there are no four
        widen_window<Op>(input, pixel / Op::output_width, pixel % Op::output_width, columns + i * depth);
        outputs[i] = output + pixel * Op::output_depth;
      }
      multiply_channels_s8<Op, depth, 4>(columns, filter, channels, outputs);
    }
    input += Op::input_height * Op::input_width * Op::input_depth;
    output += pixels * Op::output_depth;
  }
}

}  // namespace impulse_nn

#endif  // IMPULSE_NN_CONV_2D_LANES_S8_H
