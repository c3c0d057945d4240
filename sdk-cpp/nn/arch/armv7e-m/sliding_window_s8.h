// SPDX-License-Identifier: Apache-2.0
#ifndef IMPULSE_NN_SLIDING_WINDOW_S8_H
#define IMPULSE_NN_SLIDING_WINDOW_S8_H

#include "dual_mac.h"
#include "parked_word.h"
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

}  // namespace impulse_nn

#endif  // IMPULSE_NN_SLIDING_WINDOW_S8_H
