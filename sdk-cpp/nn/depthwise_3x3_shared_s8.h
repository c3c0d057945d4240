// SPDX-License-Identifier: Apache-2.0
#ifndef IMPULSE_NN_DEPTHWISE_3X3_SHARED_S8_H
#define IMPULSE_NN_DEPTHWISE_3X3_SHARED_S8_H

#include "depthwise_3x3_packed_s8.h"

namespace impulse_nn {

/// Zero points and range of the layers that share code: what requantize_doubled and the filter of an edge want to know at compile time.
template <int32_t input, int32_t output, int32_t low, int32_t high>
struct depthwise_range {
  static constexpr int32_t input_zero_point = input, output_zero_point = output, activation_min = low, activation_max = high;
};

/// A layer as data in flash, seen along the direction in which its window slides: depthwise_line has the meaning of each.
struct depthwise_shape {
  int32_t channels, images, input_bytes, output_bytes;
  int32_t lines, along, output_along, across, output_across, across_length, across_stride, across_pad, pad;
  int32_t inside;    // outputs whose last column lies inside the image
  int32_t has_last;  // whether one more output follows, whose last column lies outside
};

/// The three values across of the next column, at the run of a line: what depthwise_reader does with constants.
struct depthwise_walker {
  const int8_t *input;
  int32_t first, second, third;  // offsets of the values across; one that is outside is read from its neighbour, its weight being 0
  parked_word along;

  /// Values 0 and 1 of the next column.
  int16_pair next(int16_pair &last) {
    const int16_pair top = static_cast<uint32_t>(input[first]);
    const int8_t middle = input[second];
    last = static_cast<uint32_t>(input[third]);
    input += along.fetch();
    return pack_low(top, static_cast<uint32_t>(middle));
  }
};

/// One channel along one line of the output, as slide_depthwise goes.
template <class Range, int32_t stride>
inline void slide_shared(const depthwise_shape &shape, depthwise_walker walker, const depthwise_filter &f, int8_t *output) {
  const uint32_t zero_point = static_cast<uint32_t>(Range::input_zero_point) & 0xffffu;
  const int16_pair outside = zero_point | (zero_point << 16);
  const parked_word bias(f.bias), multiplier(f.multiplier), half(rounding_term<Range>(static_cast<int32_t>(f.c_third & 0xffu)));
  const parked_word step(shape.output_along);
  int16_pair a = outside, b = outside, ba_third = outside, third = outside;
  if (shape.pad == 0) a = walker.next(ba_third);
  if (stride == 1) {
    b = walker.next(third);
    ba_third = pack_low(third, ba_third);
  }
  for (int32_t left = shape.inside; left > 0; --left, output += step.fetch()) {
    if (stride == 2) {
      b = walker.next(third);
      ba_third = pack_low(third, ba_third);
    }
    const int16_pair c = walker.next(third);
    *output = convolve_column<Range>(f, a, b, c, third, ba_third, bias, multiplier, half);
    a = stride == 1 ? b : c;
    b = c;
  }
  if (!shape.has_last) return;
  if (stride == 2) {
    b = walker.next(third);
    ba_third = pack_low(third, ba_third);
  }
  *output = convolve_column<Range>(f, a, b, outside, outside, ba_third, bias, multiplier, half);
}

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
        depthwise_walker walker = {input + position * shape.across + c, 0, shape.across, 2 * shape.across, parked_word(shape.along)};
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

/// DEPTHWISE_CONV_2D on int8 with 3x3 filters as depthwise_3x3_packed_s8 does it, apart from its input, by code that all layers of one range
/// and stride share: a little slower, and there once.
/// @param input     [batches, input_height, input_width, input_depth]
/// @param filter    as depthwise_3x3_packed_s8 takes it, with `channels`
/// @param output    [batches, output_height, output_width, input_depth]
template <class Op>
inline void depthwise_3x3_shared_s8(const int8_t *input, const int8_t *filter, const int32_t *channels, int8_t *output) {
  typedef depthwise_line<Op, (Op::input_height >= Op::input_width)> Line;
  typedef depthwise_range<Op::input_zero_point, Op::output_zero_point, Op::activation_min, Op::activation_max> Range;
  constexpr int32_t inside = (Line::length - 3 + Line::pad) / Line::stride + 1;
  static constexpr depthwise_shape shape = {
      Op::input_depth, Op::batches, Op::input_height * Line::row, Op::output_height * Line::output_row, Line::lines, Line::along,
      Line::output_along, Line::across, Line::output_across, Line::across_length, Line::across_stride, Line::across_pad, Line::pad,
      inside, inside < Line::outputs ? 1 : 0};
  convolve_3x3_shared_s8<Range, Line::stride>(shape, input, filter, channels, output);
}

}  // namespace impulse_nn

#endif  // IMPULSE_NN_DEPTHWISE_3X3_SHARED_S8_H
