// SPDX-License-Identifier: Apache-2.0
#ifndef IMPULSE_NN_DEPTHWISE_3X3_SHARED_S8_H
#define IMPULSE_NN_DEPTHWISE_3X3_SHARED_S8_H

#include "depthwise_3x3_packed_s8.h"
#include "sliding_shape_s8.h"

namespace impulse_nn {

/// The code that layers of one range and stride share.
template <class Range, int32_t stride>
IMPULSE_KERNEL void convolve_3x3_shared_s8(const depthwise_shape &shape, const int8_t *input, const int8_t *filter, const int32_t *channels,
                                           int8_t *output) {
  constexpr int32_t zero_point = Range::input_zero_point;
  for (int32_t image = 0; image < shape.images; ++image, input += shape.input_bytes, output += shape.output_bytes) {
    for (int32_t c = 0; c < shape.channels; ++c) {
      const int8_t *const weights = filter + 12 * c;
      const int32_t *const channel = channels + 2 * c;
      for (int32_t line = 0; line < shape.lines; ++line) {
        const int32_t position = line * shape.across_stride - shape.across_pad;
        depthwise_walker walker = {input + position * shape.across + c, 0, shape.across, 2 * shape.across, depthwise_step(shape.along)};
        depthwise_filter cut;
        if (position < 0) {
          cut = read_depthwise_filter<zero_point, depthwise_first_outside>(weights, channel);
          walker.first = shape.across;
        } else if (position + 3 > shape.across_length) {
          cut = read_depthwise_filter<zero_point, depthwise_third_outside>(weights, channel);
          walker.third = shape.across;
        } else {
          cut = read_depthwise_filter<zero_point, depthwise_inside>(weights, channel);
        }
        slide_shared<Range, stride>(shape, walker, cut, output + line * shape.output_across + c);
      }
    }
  }
}

/// How an image of depthwise_3x3_shared_s8 is done, by code for one range and stride.
template <class Op, class Line, bool is_shared>
struct shared_lines {
  /// All images.
  static IMPULSE_INLINE void convolve(const int8_t *input, const int8_t *filter, const int32_t *channels, int8_t *output) {
    typedef depthwise_range<Op::input_zero_point, Op::output_zero_point, Op::activation_min, Op::activation_max> Range;
    constexpr int32_t inside = (Line::length - 3 + Line::pad) / Line::stride + 1;
    static constexpr depthwise_shape shape = {
        Op::input_depth, Op::batches, Op::input_height * Line::row, Op::output_height * Line::output_row, Line::lines, Line::along,
        Line::output_along, Line::across, Line::output_across, Line::across_length, Line::across_stride, Line::across_pad, Line::pad,
        inside, inside < Line::outputs ? 1 : 0};
    convolve_3x3_shared_s8<Range, Line::stride>(shape, input, filter, channels, output);
  }
};

/// By depthwise_lines, whose code all layers share.
template <class Op, class Line>
struct shared_lines<Op, Line, true> {
  /// All images.
  static IMPULSE_INLINE void convolve(const int8_t *input, const int8_t *filter, const int32_t *channels, int8_t *output) {
    for (int32_t batch = 0; batch < Op::batches; ++batch) {
      depthwise_lines<Op, Line>::convolve_shared(input, filter, channels, output);
      input += Op::input_height * Line::row;
      output += Op::output_height * Line::output_row;
    }
  }
};

/// DEPTHWISE_CONV_2D on int8 with 3x3 filters as depthwise_3x3_packed_s8 does it, apart from its input, by code that all layers of one range
/// and stride share: a little slower, and there once.
/// @param input     [batches, input_height, input_width, input_depth]
/// @param filter    as depthwise_3x3_packed_s8 takes it, with `channels`
/// @param output    [batches, output_height, output_width, input_depth]
template <class Op>
inline void depthwise_3x3_shared_s8(const int8_t *input, const int8_t *filter, const int32_t *channels, int8_t *output) {
  typedef depthwise_line<Op, (Op::input_height >= Op::input_width)> Line;
  shared_lines<Op, Line, depthwise_lines<Op, Line>::is_shared>::convolve(input, filter, channels, output);
}

}  // namespace impulse_nn

#endif  // IMPULSE_NN_DEPTHWISE_3X3_SHARED_S8_H
