// SPDX-License-Identifier: Apache-2.0
#ifndef IMPULSE_NN_DEPTHWISE_3X3_PACKED_S8_H
#define IMPULSE_NN_DEPTHWISE_3X3_PACKED_S8_H

#include "dual_mac.h"
#include "parked_word.h"
#include "placement.h"
#include "requantize_fast.h"

namespace impulse_nn {

/// A 3x3 filter of one channel, ready for dual_mac(): columns a, b, c along the sliding direction.
struct depthwise_filter {
  int16_pair a, b, c;    // values 0 and 1 of each column
  int16_pair ba_third;   // value 2 of b and of a
  int16_pair c_third;    // (shift, value 2 of c)
  int32_t bias;
  int32_t multiplier;
};

/// Which of the three values across lies outside the image.
enum depthwise_edge { depthwise_inside = 0, depthwise_first_outside = 1, depthwise_third_outside = 2 };

/// Reads the filter of a channel; a value outside the image loses its weights and the zero point that the bias holds for it.
template <int32_t input_zero_point, depthwise_edge edge>
inline depthwise_filter read_depthwise_filter(const int8_t *filter, const int32_t *channel) {
  const uint32_t zero_point = static_cast<uint32_t>(input_zero_point) & 0xffffu;
  const uint32_t first = load_word(filter);
  const uint32_t second = load_word(filter + 4);
  depthwise_filter f = {widen_even(first),      widen_odd(first), widen_even(second), widen_odd(second),
                        widen_even(load_word(filter + 8)), channel[0],       channel[1]};
  if (edge == depthwise_first_outside) {
    f.bias = dual_mac(f.a, zero_point, dual_mac(f.b, zero_point, dual_mac(f.c, zero_point, f.bias)));
    f.a &= 0xffff0000u;
    f.b &= 0xffff0000u;
    f.c &= 0xffff0000u;
  }
  if (edge == depthwise_third_outside) {
    f.bias = mac_low_high(zero_point, f.c_third, dual_mac(f.ba_third, zero_point | (zero_point << 16), f.bias));
    f.ba_third = 0;
    f.c_third &= 0xffffu;
  }
  return f;
}

/// One output. The window holds values 0 and 1 of columns a, b, c, value 2 of (b, a), which moves on to (c, b), and value 2 of c.
template <class Op>
inline int8_t convolve_column(const depthwise_filter &f, int16_pair a, int16_pair b, int16_pair c, int16_pair c_third,
                              int16_pair &ba_third, const parked_word &bias, const parked_word &multiplier, const parked_word &half) {
  int32_t sum = dual_mac(a, f.a, bias.fetch());
  sum = dual_mac(b, f.b, sum);
  sum = dual_mac(c, f.c, sum);
  sum = dual_mac(ba_third, f.ba_third, sum);
  sum = mac_low_high(c_third, f.c_third, sum);
  ba_third = pack_low(c_third, ba_third);
  return requantize_doubled<Op>(2 * sum, multiplier.fetch(), static_cast<int32_t>(f.c_third), half.fetch());
}

/// Reads one channel column by column; a value outside the image is read from its neighbour, its weight being 0.
template <class Op, class Line, depthwise_edge edge>
struct depthwise_reader {
  const int8_t *input;  // value 0 across of the next column
  int8_t *saved;        // in place: this channel of the line before, which its output has overwritten

  /// Values 0 and 1 of the next column.
  int16_pair next(int16_pair &third) {
    const int32_t first_offset = edge == depthwise_first_outside ? Line::across : 0;
    const int32_t third_offset = edge == depthwise_third_outside ? Line::across : 2 * Line::across;
    const int16_pair first = static_cast<uint32_t>(Op::in_place ? *saved : input[first_offset]);
    const int8_t second = input[Line::across];
    third = static_cast<uint32_t>(input[third_offset]);
    if (Op::in_place) *saved++ = second;
    input += Line::along;
    return pack_low(first, static_cast<uint32_t>(second));
  }
};

/// One channel along one line of the output, the window sliding over columns a, b, c.
template <class Op, class Line, depthwise_edge edge>
inline void slide_depthwise(depthwise_reader<Op, Line, edge> reader, const depthwise_filter &f, int8_t *output) {
  const uint32_t zero_point = static_cast<uint32_t>(Op::input_zero_point) & 0xffffu;
  const int16_pair outside = zero_point | (zero_point << 16);
  // outputs whose last column lies inside the image
  int32_t inside = (Line::length - 3 + Line::pad) / Line::stride + 1;
  const bool has_last = inside < Line::outputs;
  const parked_word bias(f.bias), multiplier(f.multiplier), half(rounding_term<Op>(static_cast<int32_t>(f.c_third & 0xffu)));
  int16_pair a = outside, b = outside, ba_third = outside, third = outside;
  if (Line::pad == 0) a = reader.next(ba_third);
  if (Line::stride == 1) {
    b = reader.next(third);
    ba_third = pack_low(third, ba_third);
    // three at a time, so that columns change their names instead of their registers
    for (; inside >= 3; inside -= 3, output += 3 * Line::output_along) {
      const int16_pair c = reader.next(third);
      output[0] = convolve_column<Op>(f, a, b, c, third, ba_third, bias, multiplier, half);
      a = reader.next(third);
      output[Line::output_along] = convolve_column<Op>(f, b, c, a, third, ba_third, bias, multiplier, half);
      b = reader.next(third);
      output[2 * Line::output_along] = convolve_column<Op>(f, c, a, b, third, ba_third, bias, multiplier, half);
    }
    for (; inside > 0; --inside, output += Line::output_along) {
      const int16_pair c = reader.next(third);
      *output = convolve_column<Op>(f, a, b, c, third, ba_third, bias, multiplier, half);
      a = b;
      b = c;
    }
  } else {
    for (; inside > 0; --inside, output += Line::output_along) {
      b = reader.next(third);
      ba_third = pack_low(third, ba_third);
      const int16_pair c = reader.next(third);
      *output = convolve_column<Op>(f, a, b, c, third, ba_third, bias, multiplier, half);
      a = c;
    }
    if (has_last) {
      b = reader.next(third);
      ba_third = pack_low(third, ba_third);
    }
  }
  if (has_last) *output = convolve_column<Op>(f, a, b, outside, outside, ba_third, bias, multiplier, half);
}

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
