// SPDX-License-Identifier: Apache-2.0
#ifndef IMPULSE_NN_DEPTHWISE_3X3_PACKED_S8_H
#define IMPULSE_NN_DEPTHWISE_3X3_PACKED_S8_H

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

/// DEPTHWISE_CONV_2D on int8 with 3x3 filters, strides of 1 or 2, no dilation, a multiplier of 1, images of 3x3 or more: channel by
/// channel, the filter in registers, three new values an output.
/// @param input     [batches, input_height, input_width, input_depth]
/// @param filter    for each channel, with columns a, b, c along the sliding direction: a0 b0 a1 b1, c0 b2 c1 a2, shift 0 c2 0
/// @param channels  for each channel: bias (the input's zero point folded in), multiplier
/// @param output    [batches, output_height, output_width, input_depth]; the input itself where Op::in_place, which needs strides of 1
///                  and padding all around; where Op::by_rows (all channels of a row before the next one, sliding along the row) it may
///                  lie over the input, at least as far below it as the compiler's write-distance.ts says
/// @param scratch   in place: one byte for each position along the longer side
template <class Op>
IMPULSE_KERNEL void depthwise_3x3_packed_s8(const int8_t *input, const int8_t *filter, const int32_t *channels, int8_t *output,
                                    void *scratch = nullptr) {
  typedef depthwise_line<Op, (!Op::by_rows && Op::input_height >= Op::input_width)> Line;
  const int32_t zero_point = Op::input_zero_point;
  int8_t *const saved = static_cast<int8_t *>(scratch);
  const int32_t groups = Op::by_rows ? Line::lines : 1;
  const int32_t lines = Op::by_rows ? 1 : Line::lines;
  for (int32_t batch = 0; batch < Op::batches; ++batch) {
    for (int32_t group = 0; group < groups; ++group) {
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
    input += Op::input_height * Line::row;
    output += Op::output_height * Line::output_row;
  }
}

}  // namespace impulse_nn

#endif  // IMPULSE_NN_DEPTHWISE_3X3_PACKED_S8_H
