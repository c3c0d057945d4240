// SPDX-License-Identifier: Apache-2.0
#ifndef IMPULSE_NN_DEPTHWISE_LINE_S8_H
#define IMPULSE_NN_DEPTHWISE_LINE_S8_H

#include "placement.h"
#include "sliding_window_s8.h"

namespace impulse_nn {

/// The direction in which the window slides, the longer one: lengths, strides, and distances of neighbours in bytes.
template <class Op, bool down>
struct depthwise_line {
  static constexpr int32_t row = Op::input_width * Op::input_depth, output_row = Op::output_width * Op::input_depth,
                           length = down ? Op::input_height : Op::input_width,
                           outputs = down ? Op::output_height : Op::output_width,
                           stride = down ? Op::stride_height : Op::stride_width, pad = down ? Op::pad_top : Op::pad_left,
                           along = down ? row : Op::input_depth, output_along = down ? output_row : Op::input_depth,
                           across = down ? Op::input_depth : row, output_across = down ? Op::input_depth : output_row,
                           lines = down ? Op::output_width : Op::output_height,
                           across_length = down ? Op::input_width : Op::input_height,
                           across_stride = down ? Op::stride_width : Op::stride_height,
                           across_pad = down ? Op::pad_left : Op::pad_top;
};

/// One channel along one line of the output.
/// @param position  of the window across the line; `start` lies there, outside the image at its edges
template <class Op, class Line>
inline void convolve_line(const int8_t *start, int32_t position, const int8_t *weights, const int32_t *channel,
                          const depthwise_filter &whole, int8_t *output, int8_t *saved) {
  const int32_t zero_point = Op::input_zero_point;
  if (position < 0) {
    const depthwise_filter cut = read_depthwise_filter<zero_point, depthwise_first_outside>(weights, channel);
    slide_depthwise<Op, Line, depthwise_first_outside>({start, saved}, cut, output);
  } else if (position + 3 > Line::across_length) {
    const depthwise_filter cut = read_depthwise_filter<zero_point, depthwise_third_outside>(weights, channel);
    slide_depthwise<Op, Line, depthwise_third_outside>({start, saved}, cut, output);
  } else {
    slide_depthwise<Op, Line, depthwise_inside>({start, saved}, whole, output);
  }
}

/// Lines one by one, each with constants of its own layer.
template <class Op, class Line>
struct separate_lines {
  /// Whether layers share the code.
  static constexpr bool is_shared = false;

  /// All channels of the lines from `group` on.
  /// @param input   the image, as depthwise_3x3_packed_s8 takes it, like the rest
  template <bool in_place>
  static IMPULSE_INLINE void convolve(const int8_t *input, int32_t group, int32_t lines, const int8_t *filter, const int32_t *channels,
                                      int8_t *output, int8_t *saved) {
    const int32_t zero_point = Op::input_zero_point;
    for (int32_t c = 0; c < Op::input_depth; ++c) {
      const int8_t *const weights = filter + 12 * c;
      const int32_t *const channel = channels + 2 * c;
      const depthwise_filter whole = read_depthwise_filter<zero_point, depthwise_inside>(weights, channel);
      for (int32_t line = group; line < group + lines; ++line) {
        const int32_t position = line * Line::across_stride - Line::across_pad;
        convolve_line<Op, Line>(input + position * Line::across + c, position, weights, channel, whole, output + line * Line::output_across + c,
                                saved);
      }
    }
  }

  /// One line, of three that lie in memory whether they are inside the image or not.
  /// @param rows  row `top` of the input: above the image where `top` is negative
  static IMPULSE_INLINE void convolve_row(const int8_t *rows, int32_t top, const int8_t *weights, const int32_t *channels, int8_t *output) {
    const int32_t zero_point = Op::input_zero_point;
    for (int32_t c = 0; c < Op::input_depth; ++c, weights += 12, channels += 2) {
      const depthwise_filter whole = read_depthwise_filter<zero_point, depthwise_inside>(weights, channels);
      convolve_line<Op, Line>(rows + c, top, weights, channels, whole, output + c, nullptr);
    }
  }
};

}  // namespace impulse_nn

#endif  // IMPULSE_NN_DEPTHWISE_LINE_S8_H
