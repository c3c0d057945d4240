// SPDX-License-Identifier: Apache-2.0
#ifndef IMPULSE_NN_SLIDING_WINDOW_S8_H
#define IMPULSE_NN_SLIDING_WINDOW_S8_H

#include "dual_mac.h"
#include "issue_order.h"
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

#if IMPULSE_DUAL_ISSUE && defined(__ARM_FP) && defined(__OPTIMIZE__) && !defined(__clang__)
#define IMPULSE_WINDOW_PIPELINE 1

/// A constant in a register of the FPU.
inline float park(int32_t value) {
  float parked;
  __asm__("vmov %0, %1" : "=t"(parked) : "r"(value));
  return parked;
}

/// A window that slides by one column in every block of instructions: the products of an output, beside them what becomes of the sum before
/// it, at last the values of the next column.
template <class Op, class Line, depthwise_edge edge>
struct window_pipeline {
  static constexpr int32_t first_across = edge == depthwise_first_outside ? Line::across : 0,
                           third_across = edge == depthwise_third_outside ? Line::across : 2 * Line::across;
  /// Whether outputs have the whole range of int8, and the places of a turn of three blocks are constants of its instructions.
  static constexpr bool fits = Line::stride == 1 && Op::activation_min == -128 && Op::activation_max == 127 &&
                               2 * (Line::along + Line::across) < 4096 && 2 * Line::output_along < 4096;

  // for the assembler, which takes thirty operands: 1 where the range begins at the zero point (requantize_doubled), 2 where in place
  static constexpr int32_t form = (Op::activation_min == Op::output_zero_point ? 1 : 0) + (Op::in_place ? 2 : 0);

  int16_pair f_c, f_ba_third, f_c_third;
  float f_a, f_b, bias, multiplier, half;
  const int8_t *input;  // value 0 across of the column behind the next one
  int8_t *saved, *output;
  int16_pair ba_third;
  int32_t before;         // the last sum; its output is still to come
  int32_t second, third;  // of the next column

  /// Reads the first of the columns to come, and returns its value 0.
  int16_pair load() {
    const int16_pair first = static_cast<uint32_t>(Op::in_place ? *saved : input[first_across]);
    second = input[Line::across];
    third = input[third_across];
    if (Op::in_place) *saved++ = static_cast<int8_t>(second);
    input += Line::along;
    return first;
  }

  /// One output; `turn` is its place in three.
  /// @param a  the oldest column of the window; value 0 of the next one replaces it
  /// @param c  value 0 of the newest one; values 0 and 1 replace it
  template <int32_t turn>
  IMPULSE_INLINE void advance(int16_pair &a, int16_pair b, int16_pair &c) {
    int32_t sum;
    __asm__ volatile(
        "pkhbt %[c], %[c], %[second], lsl #16\n\t"
        "vmov %[sum], %[bias]\n\t"
        "smlad %[sum], %[ba_third], %[f_ba], %[sum]\n\t"
        "lsls %[before], %[before], #1\n\t"
        "pkhbt %[ba_third], %[third], %[ba_third], lsl #16\n\t"
        "smlabt %[sum], %[third], %[f_c_third], %[sum]\n\t"
        "vmov %[second], %[multiplier]\n\t"
        "vmov %[third], %[half]\n\t"
        ".if %c[form] & 1\n\t"
        "smmlar %[before], %[before], %[second], %[third]\n\t"
        "vmov %[second], %[f_a]\n\t"
        "smlad %[sum], %[a], %[second], %[sum]\n\t"
        "vmov %[third], %[f_b]\n\t"
        "smlad %[sum], %[b], %[third], %[sum]\n\t"
        "asrs %[before], %[before], %[f_c_third]\n\t"
        ".else\n\t"
        "smmulr %[before], %[before], %[second]\n\t"
        "vmov %[second], %[f_a]\n\t"
        "smlad %[sum], %[a], %[second], %[sum]\n\t"
        "vmov %[second], %[f_b]\n\t"
        "smlad %[sum], %[b], %[second], %[sum]\n\t"
        "add %[before], %[before], %[before], asr #31\n\t"
        "adds %[before], %[before], %[third]\n\t"
        ".endif\n\t"
        "smlad %[sum], %[c], %[f_c], %[sum]\n\t"
        "ldrsb %[a], [%[from], #%c[first]]\n\t"
        ".if !(%c[form] & 1)\n\t"
        "asrs %[before], %[before], %[f_c_third]\n\t"
        ".endif\n\t"
        "ssat %[before], #8, %[before]\n\t"
        "ldrsb %[second], [%[input], #%c[middle]]\n\t"
        "ldrsb %[third], [%[input], #%c[last]]\n\t"
        "strb %[before], [%[output], #%c[place]]\n\t"
        ".if %c[form] & 2\n\t"
        "strb %[second], [%[from], #%c[first]]\n\t"
        ".endif\n\t"
        : [sum] "=&r"(sum), [before] "+&r"(before), [a] "+&r"(a), [c] "+&r"(c), [second] "+&r"(second), [third] "+&r"(third),
          [ba_third] "+&r"(ba_third)
        : [b] "r"(b), [f_c] "r"(f_c), [f_ba] "r"(f_ba_third), [f_c_third] "r"(f_c_third), [f_a] "t"(f_a), [f_b] "t"(f_b), [bias] "t"(bias),
          [multiplier] "t"(multiplier), [half] "t"(half), [input] "r"(input), [from] "r"(Op::in_place ? saved : input),
          [output] "r"(output),
          [first] "i"(Op::in_place ? turn : turn * Line::along + first_across), [middle] "i"(turn * Line::along + Line::across),
          [last] "i"(turn * Line::along + third_across), [place] "i"(turn * Line::output_along), [form] "i"(form)
        : "cc", "memory");
    before = sum;
  }

  /// Three outputs, after which the columns have their names again.
  IMPULSE_INLINE void advance_thrice(int16_pair &a, int16_pair &b, int16_pair &c) {
    advance<0>(b, c, a);
    advance<1>(c, a, b);
    advance<2>(a, b, c);
    input += 3 * Line::along;
    if (Op::in_place) saved += 3;
    output += 3 * Line::output_along;
  }
};

#else
#define IMPULSE_WINDOW_PIPELINE 0
#endif

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
#if IMPULSE_ISSUE_PIPELINE
    typedef window_pipeline<Op, Line, edge> Pipeline;
    if (Pipeline::fits && inside >= 5) {
      int16_pair c = reader.next(third);
      int32_t sum = dual_mac(ba_third, f.ba_third, dual_mac(c, f.c, dual_mac(b, f.b, dual_mac(a, f.a, f.bias))));
      sum = mac_low_high(third, f.c_third, sum);
      ba_third = pack_low(third, ba_third);
      Pipeline window(reader, f, output, half_term, ba_third, sum);
      a = window.load();
      int32_t turns = (inside - 2) / 3;
      inside -= 3 * turns + 2;
      do {
        window.template advance<0>(b, c, a);
        window.template advance<1>(c, a, b);
        window.template advance<2>(a, b, c);
        window.move();
      } while (--turns > 0);
      reader = {window.input, window.saved};
    }
#endif
#if IMPULSE_WINDOW_PIPELINE
    typedef window_pipeline<Op, Line, edge> Pipeline;
    if (Pipeline::fits && inside >= 5) {
      int16_pair c = reader.next(third);
      const int32_t sum = dual_mac(ba_third, f.ba_third, dual_mac(c, f.c, dual_mac(b, f.b, dual_mac(a, f.a, f.bias))));
      Pipeline window = {f.c, f.ba_third, f.c_third, park(f.a), park(f.b), park(f.bias), park(f.multiplier), park(half.fetch()),
                         reader.input, reader.saved, output, pack_low(third, ba_third), mac_low_high(third, f.c_third, sum), 0, 0};
      a = window.load();
      int32_t turns = (inside - 2) / 3;
      inside -= 3 * turns + 2;
      for (; turns > 0; --turns) window.advance_thrice(a, b, c);
      ba_third = window.ba_third;
      output = window.output;
      *output = requantize_doubled<Op>(2 * window.before, multiplier.fetch(), static_cast<int32_t>(f.c_third), half.fetch());
      output += Line::output_along;
      a = pack_low(a, static_cast<uint32_t>(window.second));
      *output = convolve_column<Op>(f, b, c, a, static_cast<uint32_t>(window.third), ba_third, bias, multiplier, half);
      output += Line::output_along;
      b = a;
      a = c;
      reader.input = window.input;
      reader.saved = window.saved;
    }
#endif
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
