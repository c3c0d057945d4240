// SPDX-License-Identifier: Apache-2.0
#ifndef IMPULSE_NN_WINDOW_PIPELINE_S8_H
#define IMPULSE_NN_WINDOW_PIPELINE_S8_H

#include "dual_mac.h"
#include "parked_word.h"
#include "placement.h"
#include "requantize_fast.h"

namespace impulse_nn {

#if defined(__ARM_FP) && defined(__OPTIMIZE__) && !defined(__OPTIMIZE_SIZE__) && !defined(__clang__)

/// A constant in a register of the FPU.
inline float park(int32_t value) {
  float parked;
  __asm__("vmov %0, %1" : "=t"(parked) : "r"(value));
  return parked;
}

/// A window that slides by one column in every block of instructions: the products of an output, beside them what becomes of the sum before
/// it, at last the values of the next column.
/// @tparam Reader  depthwise_reader of sliding_window_s8.h
template <class Op, class Line, class Reader>
struct window_pipeline {
  /// Whether outputs have the whole range of int8, and the places of a turn of three blocks are constants of its instructions.
  static constexpr bool fits = Line::stride == 1 && Op::activation_min == -128 && Op::activation_max == 127 &&
                               2 * (Line::along + Line::across) < 4096 && 2 * Line::output_along < 4096;
  // for the assembler, which takes thirty operands: 1 where the range begins at the zero point (requantize_doubled), 2 where in place
  static constexpr int32_t form = (Op::activation_min == Op::output_zero_point ? 1 : 0) + (Op::in_place ? 2 : 0);

  int16_pair f_ba_third, f_c_third;
  float f_a, f_b, f_c, bias, multiplier, half;
  const int8_t *input;  // value 0 across of the column behind the next one
  int8_t *saved, *output;
  int16_pair ba_third;
  int32_t before;         // the last sum; its output is still to come
  int32_t second, third;  // of the next column

  /// Reads the first of the columns to come, and returns its value 0.
  int16_pair load() {
    const int16_pair first = static_cast<uint32_t>(Op::in_place ? *saved : input[Reader::first_offset]);
    second = input[Line::across];
    third = input[Reader::third_offset];
    if (Op::in_place) *saved++ = static_cast<int8_t>(second);
    input += Line::along;
    return first;
  }

  /// Leaves a column to others that was read, and its value 0.
  void unload(int16_pair first) {
    input -= Line::along;
    if (Op::in_place) *--saved = static_cast<int8_t>(first);
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
        "vmov %[second], %[f_c]\n\t"
        "asrs %[before], %[before], %[f_c_third]\n\t"
        ".else\n\t"
        "smmulr %[before], %[before], %[second]\n\t"
        "vmov %[second], %[f_a]\n\t"
        "smlad %[sum], %[a], %[second], %[sum]\n\t"
        "vmov %[second], %[f_b]\n\t"
        "smlad %[sum], %[b], %[second], %[sum]\n\t"
        "vmov %[second], %[f_c]\n\t"
        "add %[before], %[before], %[before], asr #31\n\t"
        "adds %[before], %[before], %[third]\n\t"
        ".endif\n\t"
        "smlad %[sum], %[c], %[second], %[sum]\n\t"
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
        : [b] "r"(b), [f_c] "t"(f_c), [f_ba] "r"(f_ba_third), [f_c_third] "r"(f_c_third), [f_a] "t"(f_a), [f_b] "t"(f_b), [bias] "t"(bias),
          [multiplier] "t"(multiplier), [half] "t"(half), [input] "r"(input), [from] "r"(Op::in_place ? saved : input),
          [output] "r"(output), [first] "i"(Op::in_place ? turn : turn * Line::along + Reader::first_offset),
          [middle] "i"(turn * Line::along + Line::across), [last] "i"(turn * Line::along + Reader::third_offset),
          [place] "i"(turn * Line::output_along), [form] "i"(form)
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

/// window_pipeline_s8.h for cores that issue two instructions a cycle: all outputs but the last few.
template <class Op, class Line, class Reader, class Filter>
inline void slide_pipelined(const Filter &f, Reader &reader, int16_pair &a, int16_pair &b, int16_pair &ba_third, int32_t &inside,
                            int8_t *&output) {
  typedef window_pipeline<Op, Line, Reader> Pipeline;
  if (!Pipeline::fits || inside < 5) return;
  int16_pair third;
  int16_pair c = reader.next(third);
  const int32_t sum = dual_mac(ba_third, f.ba_third, dual_mac(c, f.c, dual_mac(b, f.b, dual_mac(a, f.a, f.bias))));
  const int32_t half = rounding_term<Op>(static_cast<int32_t>(f.c_third & 0xffu));
  Pipeline window = {f.ba_third, f.c_third, park(f.a), park(f.b), park(f.c), park(f.bias), park(f.multiplier), park(half),
                     reader.input, reader.saved, output, pack_low(third, ba_third), mac_low_high(third, f.c_third, sum), 0, 0};
  a = window.load();
  int32_t turns = (inside - 2) / 3;
  inside -= 3 * turns + 1;
  for (; turns > 0; --turns) window.advance_thrice(a, b, c);
  *window.output = requantize_doubled<Op>(2 * window.before, f.multiplier, static_cast<int32_t>(f.c_third), half);
  output = window.output + Line::output_along;
  window.unload(a);
  reader.input = window.input;
  reader.saved = window.saved;
  ba_third = window.ba_third;
  a = b;
  b = c;
}

#else

/// window_pipeline_s8.h: without an FPU to keep constants in, for size, and for compilers that cannot give a block all registers, no output.
template <class Op, class Line, class Reader, class Filter>
inline void slide_pipelined(const Filter &, Reader &, int16_pair &, int16_pair &, int16_pair &, int32_t &, int8_t *&) {}

#endif

}  // namespace impulse_nn

#endif  // IMPULSE_NN_WINDOW_PIPELINE_S8_H
