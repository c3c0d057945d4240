// SPDX-License-Identifier: Apache-2.0
#ifndef IMPULSE_NN_CONV_2D_VECTORS_S8_H
#define IMPULSE_NN_CONV_2D_VECTORS_S8_H

#include <string.h>

#include "copy_values.h"
#include "pixel_pairs_s8.h"
#include "placement.h"

namespace impulse_nn {

/// Copies the window of a convolution at an output pixel at the image's edge, or of one with dilation; what lies outside the image is the
/// zero point.
/// @param top, left  of the window, which may lie outside the image
template <class Op>
IMPULSE_KERNEL void copy_edge_window(const int8_t *image, int32_t top, int32_t left, int8_t *window) {
  const int32_t run = Op::filter_width * Op::input_depth;
  for (int32_t fy = 0; fy < Op::filter_height; ++fy, window += run) {
    const int32_t y = top + fy * Op::dilation_height;
    const int8_t *const row = image + (y * Op::input_width + left) * Op::input_depth;
    if (y < 0 || y >= Op::input_height) {
      fill_values(window, run, Op::input_zero_point);
    } else if (Op::dilation_width == 1) {
      const int32_t first = left < 0 ? -left : 0;
      const int32_t end = left + Op::filter_width > Op::input_width ? Op::input_width - left : Op::filter_width;
      fill_values(window, run, Op::input_zero_point);
      copy_values(row + first * Op::input_depth, (end - first) * Op::input_depth, window + first * Op::input_depth);
    } else {
      for (int32_t fx = 0; fx < Op::filter_width; ++fx) {
        const int32_t x = left + fx * Op::dilation_width;
        int8_t *const pixel = window + fx * Op::input_depth;
        if (x < 0 || x >= Op::input_width) fill_values(pixel, Op::input_depth, Op::input_zero_point);
        else copy_values(row + fx * Op::dilation_width * Op::input_depth, Op::input_depth, pixel);
      }
    }
  }
}

/// Copies the window of a convolution at output pixel (oy, ox).
template <class Op>
inline void copy_window(const int8_t *image, int32_t oy, int32_t ox, int8_t *window) {
  const int32_t run = Op::filter_width * Op::input_depth;
  const int32_t top = oy * Op::stride_height - Op::pad_top, left = ox * Op::stride_width - Op::pad_left;
  const bool inside_rows = top >= 0 && top + (Op::filter_height - 1) * Op::dilation_height < Op::input_height;
  if (Op::dilation_width > 1 || !inside_rows || left < 0 || left + Op::filter_width > Op::input_width) {
    copy_edge_window<Op>(image, top, left, window);
    return;
  }
  const int8_t *row = image + (top * Op::input_width + left) * Op::input_depth;
  for (int32_t fy = 0; fy < Op::filter_height; ++fy, window += run, row += Op::dilation_height * Op::input_width * Op::input_depth) {
    if (run <= 8) memcpy(window, row, static_cast<size_t>(run));  // words
    else copy_values(row, run, window);
  }
}

/// The pixels `first` to `end - 1` of an image's output, two at a time. Both windows are read before their pixels are written.
/// @param output  where pixel `first` is written
/// @param windows two of them, but where a pixel is its own window and Op::overwrites_input is 0
template <class Op>
inline void convolve_pixels_s8(const int8_t *image, const int8_t *filter, const int32_t *channels, int32_t first, int32_t end,
                               int8_t *output, int8_t *windows) {
  const int32_t depth = Op::filter_height * Op::filter_width * Op::input_depth;
  const bool is_pointwise = Op::filter_height * Op::filter_width * Op::stride_height * Op::stride_width == 1;
  int32_t oy = first / Op::output_width, ox = first % Op::output_width;
  for (int32_t pixel = first; pixel < end; pixel += 2, output += 2 * Op::output_depth) {
    const int32_t behind = pixel + 1 < end ? 1 : 0;
    int8_t *const second_output = output + behind * Op::output_depth;
    if (is_pointwise) {
      const int8_t *values = image + pixel * depth;
      if (Op::overwrites_input) {
        copy_values(values, (1 + behind) * depth, windows);
        values = windows;
      }
      multiply_pixel_pair_s8<Op, depth>(values, values + behind * depth, filter, channels, output, second_output);
      continue;
    }
    for (int32_t i = 0; i <= behind; ++i) {
      copy_window<Op>(image, oy, ox, windows + i * depth);
      if (++ox == Op::output_width) {
        ox = 0;
        ++oy;
      }
    }
    multiply_pixel_pair_s8<Op, depth>(windows, windows + behind * depth, filter, channels, output, second_output);
  }
}

/// CONV_2D on int8, four filters on two pixels at once, groups = 1.
/// @param input     [batches, input_height, input_width, input_depth]
/// @param filter    for every four filters what pixel_pairs_s8.h wants; missing ones are 0
/// @param channels  for every four filters four biases (the input's zero point folded in), four multipliers, four shifts to the left
/// @param output    [batches, output_height, output_width, output_depth]; where Op::overwrites_input it may lie over the input, at least
///                  as far below it as the compiler's write-distance.ts says: two pixels are read whole before they are written
/// @param scratch   two windows, but where a pixel is its own window and Op::overwrites_input is 0
template <class Op>
IMPULSE_KERNEL void conv_2d_vectors_s8(const int8_t *input, const int8_t *filter, const int32_t *channels, int8_t *output,
                                       void *scratch = nullptr) {
  const int32_t pixels = Op::output_height * Op::output_width;
  for (int32_t batch = 0; batch < Op::batches; ++batch) {
    convolve_pixels_s8<Op>(input, filter, channels, 0, pixels, output, static_cast<int8_t *>(scratch));
    input += Op::input_height * Op::input_width * Op::input_depth;
    output += pixels * Op::output_depth;
  }
}

}  // namespace impulse_nn

#endif  // IMPULSE_NN_CONV_2D_VECTORS_S8_H
