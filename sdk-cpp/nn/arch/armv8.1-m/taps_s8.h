// SPDX-License-Identifier: Apache-2.0
#ifndef IMPULSE_NN_TAPS_S8_H
#define IMPULSE_NN_TAPS_S8_H

#include "four_sums.h"

namespace impulse_nn {

/// Eight values as int16; `place` bytes behind `values`. The order of these instructions is the order of the text: while one unit computes,
/// the other one loads.
template <int32_t place>
inline int16x8_t load_eight(const int8_t *values) {
  int16x8_t loaded;
  if (place >= -127 && place <= 127) {
    constexpr int32_t near = place >= -127 && place <= 127 ? place : 0;
    __asm__ volatile("vldrb.s16 %q[loaded], [%[values], #%c[near]]" : [loaded] "=w"(loaded) : [values] "l"(values), [near] "i"(near) : "memory");
  } else {
    __asm__ volatile("vldrb.s16 %q[loaded], [%[values]]" : [loaded] "=w"(loaded) : [values] "l"(values + place) : "memory");
  }
  return loaded;
}

/// Products of int16 that fit one.
inline int16x8_t multiply_eight(int16x8_t a, int16x8_t b) {
  int16x8_t product;
  __asm__ volatile("vmul.i16 %q0, %q1, %q2" : "=w"(product) : "w"(a), "w"(b));
  return product;
}

/// sum += values
inline void add_eight(int16x8_t &sum, int16x8_t values) { __asm__ volatile("vadd.i16 %q0, %q0, %q1" : "+w"(sum) : "w"(values)); }

/// Widened, the even lanes are added to `even` and the odd ones to `odd`.
inline void add_widened(int16x8_t values, four_sums &even, four_sums &odd) {
  four_sums wide;
  __asm__ volatile(
      "vmovlb.s16 %q[wide], %q[values]\n\t"
      "vadd.i32 %q[even], %q[even], %q[wide]\n\t"
      "vmovlt.s16 %q[wide], %q[values]\n\t"
      "vadd.i32 %q[odd], %q[odd], %q[wide]"
      : [wide] "=&w"(wide), [even] "+w"(even), [odd] "+w"(odd)
      : [values] "w"(values));
}

/// Widened, the even lanes and the odd ones.
inline void widen_eight(int16x8_t values, four_sums &even, four_sums &odd) {
  __asm__ volatile(
      "vmovlb.s16 %q[even], %q[values]\n\t"
      "vmovlt.s16 %q[odd], %q[values]"
      : [even] "=&w"(even), [odd] "=w"(odd)
      : [values] "w"(values));
}

/// A pointer into each of `rows` rows; an array of them gcc 12 would keep in memory.
template <int32_t rows>
struct row_pointers {
  row_pointers<rows - 1> before;
  const int8_t *last;

  /// Begins `offset` bytes behind the first column of each row.
  row_pointers(const int8_t *const *lines, int32_t offset) : before(lines, offset), last(lines[rows - 1] + offset) {}

  /// Moves all of them.
  void advance(int32_t step) {
    before.advance(step);
    last += step;
  }

  /// The pointer into a row.
  const int8_t *at(int32_t row) const { return row == rows - 1 ? last : before.at(row); }
};

/// None.
template <>
struct row_pointers<0> {
  /// Nothing.
  row_pointers(const int8_t *const *, int32_t) {}

  /// Nothing.
  void advance(int32_t) {}

  /// Never asked for.
  const int8_t *at(int32_t) const { return nullptr; }
};

/// The taps of a filter from number `tap` on.
template <class Op, int32_t tap, bool is_there = (tap < Op::filter_height * Op::filter_width)>
struct tap_chain {
  static constexpr int32_t row = tap / Op::filter_width;
  // from the middle of the row on, so that all of it is in reach of an instruction
  static constexpr int32_t place = (tap % Op::filter_width - Op::filter_width / 2) * Op::dilation_width * Op::input_depth;

  /// Values of the tap; those of none behind the last one are never used.
  static int16x8_t load_values(const row_pointers<Op::filter_height> &lines) { return load_eight<place>(lines.at(row)); }

  /// Weights of the tap.
  static int16x8_t load_weights(const int8_t *filter) { return load_eight<8 * tap>(filter); }

  /// Adds this tap's products, and those of the taps behind it.
  static void multiply(const row_pointers<Op::filter_height> &lines, const int8_t *filter, int16x8_t values, int16x8_t weights, int16x8_t sum,
                       four_sums &even, four_sums &odd) {
    typedef tap_chain<Op, tap + 1> next;
    const int16x8_t next_values = next::load_values(lines);
    const int16x8_t product = multiply_eight(values, weights);
    const int16x8_t next_weights = next::load_weights(filter);
    if (tap % Op::taps_at_once == 0) sum = product;
    else add_eight(sum, product);
    constexpr bool is_last = (tap + 1) % Op::taps_at_once == 0 || tap + 1 == Op::filter_height * Op::filter_width;
    if (is_last && tap < Op::taps_at_once) widen_eight(sum, even, odd);
    else if (is_last) add_widened(sum, even, odd);
    next::multiply(lines, filter, next_values, next_weights, sum, even, odd);
  }
};

/// Behind the last tap.
template <class Op, int32_t tap>
struct tap_chain<Op, tap, false> {
  /// Nothing.
  static int16x8_t load_values(const row_pointers<Op::filter_height> &) { return vuninitializedq_s16(); }

  /// Nothing.
  static int16x8_t load_weights(const int8_t *) { return vuninitializedq_s16(); }

  /// Nothing.
  static void multiply(const row_pointers<Op::filter_height> &, const int8_t *, int16x8_t, int16x8_t, int16x8_t, four_sums &, four_sums &) {}
};

/// One tap of a pixel, in one asm statement: gcc 12 would keep pointers in registers that loads of bytes cannot take. Values of an even tap
/// are in Q0, its weights in Q1, those of an odd one in Q2 and Q3; Q4 sums a group, Q5 and Q6 the groups before it, even and odd channels.
/// Each product or sum is followed by one load, which the other unit does meanwhile: where a group begins the taps `tap` and `tap + 1` are
/// there, inside a group all but the weights of the second one.
#define IMPULSE_TAP(values, weights, next_weights)                                   \
  ".if impulse_tap < %c[taps]\n\t"                                                   \
  ".if impulse_tap %% %c[together] == 0\n\t"                                        \
  "vmul.i16 q4, " values ", " weights "\n\t"                                        \
  IMPULSE_TAP_VALUES(values, "impulse_tap + 2")                                      \
  ".else\n\t"                                                                       \
  "vmul.i16 " values ", " values ", " weights "\n\t"                                \
  IMPULSE_TAP_WEIGHTS(next_weights, "impulse_tap + 1")                               \
  "vadd.i16 q4, q4, " values "\n\t"                                                 \
  IMPULSE_TAP_VALUES(values, "impulse_tap + 2")                                      \
  ".endif\n\t"                                                                      \
  ".if impulse_tap + 1 < %c[taps] && (impulse_tap + 1) %% %c[together] == 0\n\t"    \
  ".if impulse_tap < %c[together]\n\t"                                              \
  "vmovlb.s16 q5, q4\n\t"                                                           \
  IMPULSE_TAP_WEIGHTS(weights, "impulse_tap + 2")                                    \
  "vmovlt.s16 q6, q4\n\t"                                                           \
  ".else\n\t"                                                                       \
  "vmovlb.s16 q7, q4\n\t"                                                           \
  IMPULSE_TAP_WEIGHTS(weights, "impulse_tap + 2")                                    \
  "vadd.i32 q5, q5, q7\n\t"                                                         \
  "vmovlt.s16 q7, q4\n\t"                                                           \
  "vadd.i32 q6, q6, q7\n\t"                                                         \
  ".endif\n\t"                                                                      \
  ".endif\n\t"                                                                      \
  ".endif\n\t"                                                                      \
  ".set impulse_tap, impulse_tap + 1\n\t"

/// Weights of a tap, if there is one.
#define IMPULSE_TAP_WEIGHTS(weights, tap) \
  ".if " tap " < %c[taps]\n\tvldrb.s16 " weights ", [%[filter], #8 * (" tap ")]\n\t.endif\n\t"

/// Values of a tap, if there is one. Pointers go to the middle column, so that small depths are in reach of an instruction.
#define IMPULSE_TAP_VALUES(values, tap)                                             \
  ".if " tap " < %c[taps]\n\t"                                                      \
  ".set impulse_place, ((" tap ") %% %c[width] - %c[width] / 2) * %c[step]\n\t"     \
  ".if (" tap ") / %c[width] == 0\n\t" IMPULSE_TAP_LINE(values, "%[line_0]")        \
  ".elseif (" tap ") / %c[width] == 1\n\t" IMPULSE_TAP_LINE(values, "%[line_1]")    \
  ".else\n\t" IMPULSE_TAP_LINE(values, "%[line_2]") ".endif\n\t.endif\n\t"
#define IMPULSE_TAP_LINE(values, line)                                               \
  ".if impulse_place >= -127 && impulse_place <= 127\n\t"                           \
  "vldrb.s16 " values ", [" line ", #impulse_place]\n\t"                            \
  ".else\n\t"                                                                       \
  ".if impulse_place < 0\n\tsubw %[spare], " line ", #-impulse_place\n\t"            \
  ".else\n\taddw %[spare], " line ", #impulse_place\n\t.endif\n\t"                  \
  "vldrb.s16 " values ", [%[spare]]\n\t"                                              \
  ".endif\n\t"

/// Eight neighbouring channels of one row of a depthwise convolution of at most three rows of taps: products are summed as int16,
/// `Op::taps_at_once` of them, and then widened, which the even channels and the odd ones are apart. The portable taps_s8.h says what is
/// where. The first two taps of a pixel are loaded while the outputs of the one before are rounded, but for those in columns that no window
/// of the row reads.
template <class Op>
inline void multiply_low_line_s8(const int8_t *line_0, const int8_t *line_1, const int8_t *line_2, const int8_t *filter,
                                 const int32_t *channels, int32_t count, int8_t *output) {
  constexpr int32_t last_column = (Op::filter_width - 1) * Op::dilation_width;
  constexpr int32_t second_column = Op::filter_width > 1 ? Op::dilation_width : 0;
  int32_t spare = count;
  __asm__ volatile(
      "vctp.16 %[spare]\n\t"
      ".set impulse_tap, 0\n\t"
      IMPULSE_TAP_WEIGHTS("q1", "0")
      IMPULSE_TAP_WEIGHTS("q3", "1")
      ".if %c[first_early]\n\t" IMPULSE_TAP_VALUES("q0", "0") ".endif\n\t"
      ".if %c[second_early]\n\t" IMPULSE_TAP_VALUES("q2", "1") ".endif\n\t"
      "mov lr, #%c[pixels]\n\t"
      "dls lr, lr\n"
      "1:\n\t"
      ".if %c[first_early] == 0\n\t" IMPULSE_TAP_VALUES("q0", "0") ".endif\n\t"
      ".if %c[second_early] == 0\n\t" IMPULSE_TAP_VALUES("q2", "1") ".endif\n\t"
      ".rept (%c[taps] + 1) / 2\n\t"
      IMPULSE_TAP("q0", "q1", "q3")
      IMPULSE_TAP("q2", "q3", "q1")
      ".endr\n\t"
      ".if %c[taps] <= %c[together]\n\t"
      "vmovlb.s16 q5, q4\n\t"
      "vldrw.32 q0, [%[channels]]\n\t"
      "vmovlt.s16 q6, q4\n\t"
      "vldrw.32 q1, [%[channels], #16]\n\t"
      ".else\n\t"
      "vmovlb.s16 q7, q4\n\t"
      "vldrw.32 q0, [%[channels]]\n\t"
      "vadd.i32 q5, q5, q7\n\t"
      "vldrw.32 q1, [%[channels], #16]\n\t"
      "vmovlt.s16 q7, q4\n\t"
      "vadd.i32 q6, q6, q7\n\t"
      ".endif\n\t"
      "vldrw.32 q2, [%[channels], #32]\n\t"
      "vadd.i32 q5, q5, q0\n\t"
      "vldrw.32 q3, [%[channels], #48]\n\t"
      "vadd.i32 q6, q6, q1\n\t"
      "vldrw.32 q0, [%[channels], #64]\n\t"
      "vqrdmulh.s32 q5, q5, q2\n\t"
      "vldrw.32 q1, [%[channels], #80]\n\t"
      "vqrdmulh.s32 q6, q6, q3\n\t"
      "addw %[line_0], %[line_0], #%c[stride]\n\t"
      ".if %c[half_away]\n\t"
      "mov %[spare], #1\n\t"
      "vqdmlah.s32 q5, q5, %[spare]\n\t"
      "vqdmlah.s32 q6, q6, %[spare]\n\t"
      ".endif\n\t"
      "vrshl.s32 q5, q5, q0\n\t"
      "addw %[line_1], %[line_1], #%c[stride]\n\t"
      "vrshl.s32 q6, q6, q1\n\t"
      ".if %c[first_early]\n\t" IMPULSE_TAP_VALUES("q0", "0") ".endif\n\t"
      "vqmovnb.s32 q5, q5\n\t"
      IMPULSE_TAP_WEIGHTS("q1", "0")
      "vqmovnt.s32 q5, q6\n\t"
      ".if %c[second_early]\n\t" IMPULSE_TAP_VALUES("q2", "1") ".endif\n\t"
      IMPULSE_TAP_WEIGHTS("q3", "1")
      "mov %[spare], #%c[zero_point]\n\t"
      "vqadd.s16 q5, q5, %[spare]\n\t"
      ".if %c[full_range]\n\t"
      "vqmovnb.s16 q5, q5\n\t"
      "addw %[line_2], %[line_2], #%c[stride]\n\t"
      ".else\n\t"
      "mov %[spare], #%c[low]\n\t"
      "vdup.16 q6, %[spare]\n\t"
      "vmax.s16 q5, q5, q6\n\t"
      "mov %[spare], #%c[high]\n\t"
      "vdup.16 q6, %[spare]\n\t"
      "vmin.s16 q5, q5, q6\n\t"
      "addw %[line_2], %[line_2], #%c[stride]\n\t"
      ".endif\n\t"
      ".if %c[depth] %% 8 == 0\n\t"
      "vstrb.16 q5, [%[output]]\n\t"
      ".else\n\t"
      "vpst\n\t"
      "vstrbt.16 q5, [%[output]]\n\t"
      ".endif\n\t"
      "addw %[output], %[output], #%c[depth]\n\t"
      "le lr, 1b\n\t"
      : [line_0] "+l"(line_0), [line_1] "+l"(line_1), [line_2] "+l"(line_2), [output] "+l"(output), [spare] "+l"(spare)
      : [filter] "l"(filter), [channels] "r"(channels), [pixels] "i"(Op::output_width), [zero_point] "i"(Op::output_zero_point),
        [low] "i"(Op::activation_min), [high] "i"(Op::activation_max), [stride] "i"(Op::stride_width * Op::input_depth),
        [depth] "i"(Op::input_depth), [taps] "i"(Op::filter_height * Op::filter_width),
        [together] "i"(Op::taps_at_once), [width] "i"(Op::filter_width), [step] "i"(Op::dilation_width * Op::input_depth),
        [first_early] "i"(Op::stride_width <= last_column ? 1 : 0),
        [second_early] "i"(second_column + Op::stride_width <= last_column ? 1 : 0),
        [half_away] "i"(Op::activation_min < Op::output_zero_point ? 1 : 0),
        [full_range] "i"(Op::activation_min == -128 && Op::activation_max == 127 ? 1 : 0)
      : "q0", "q1", "q2", "q3", "q4", "q5", "q6", "q7", "lr", "memory");
}

#undef IMPULSE_TAP
#undef IMPULSE_TAP_WEIGHTS
#undef IMPULSE_TAP_VALUES
#undef IMPULSE_TAP_LINE

/// The same of more rows.
template <class Op>
inline void multiply_high_line_s8(const int8_t *const (&lines)[Op::filter_height], int32_t first, const int8_t *filter, const int32_t *channels,
                             int32_t count, int8_t *output) {
  typedef tap_chain<Op, 0> chain;
  row_pointers<Op::filter_height> middles(lines, first + Op::filter_width / 2 * Op::dilation_width * Op::input_depth);
  for (int32_t ox = 0; ox < Op::output_width; ++ox, output += Op::input_depth) {
    four_sums even, odd;
    const int16x8_t values = chain::load_values(middles), weights = chain::load_weights(filter);
    chain::multiply(middles, filter, values, weights, values, even, odd);
    even = vaddq_s32(even, load_four_at<0>(channels));
    odd = vaddq_s32(odd, load_four_at<16>(channels));
    even = requantize_four<Op>(even, load_four_at<32>(channels), load_four_at<64>(channels));
    odd = requantize_four<Op>(odd, load_four_at<48>(channels), load_four_at<80>(channels));
    write_eight<Op>(even, odd, count, output);
    middles.advance(Op::stride_width * Op::input_depth);
  }
}

/// Eight neighbouring channels of one row of a depthwise convolution, as the portable taps_s8.h says.
template <class Op>
inline void multiply_line_s8(const int8_t *const (&lines)[Op::filter_height], int32_t first, const int8_t *filter, const int32_t *channels,
                             int32_t count, int8_t *output) {
  constexpr int32_t rows = Op::filter_height, step = Op::dilation_width * Op::input_depth;
  if (rows <= 3 && Op::filter_width / 2 * step <= 4095 && Op::stride_width * Op::input_depth <= 4095) {
    const int32_t middle = first + Op::filter_width / 2 * step;
    const int8_t *const second = lines[rows > 1 ? 1 : 0], *const third = lines[rows > 2 ? 2 : 0];
    multiply_low_line_s8<Op>(lines[0] + middle, second + middle, third + middle, filter, channels, count, output);
  } else {
    multiply_high_line_s8<Op>(lines, first, filter, channels, count, output);
  }
}

}  // namespace impulse_nn

#endif  // IMPULSE_NN_TAPS_S8_H
