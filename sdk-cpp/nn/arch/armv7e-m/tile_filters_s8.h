// SPDX-License-Identifier: Apache-2.0
#ifndef IMPULSE_NN_TILE_FILTERS_S8_H
#define IMPULSE_NN_TILE_FILTERS_S8_H

#include "issue_order.h"
#include "placement.h"
#include "write_tile_s8.h"

namespace impulse_nn {

#if !defined(__clang__) && defined(__OPTIMIZE__)

// A compiler takes the lines of a block for its length, and from that how far off constants may be: `.rept` writes so many more.
#define IMPULSE_SIXTEEN_LINES "\n\n\n\n\n\n\n\n\n\n\n\n\n\n\n\n"
#define IMPULSE_REPEATED_LINES \
  IMPULSE_SIXTEEN_LINES IMPULSE_SIXTEEN_LINES IMPULSE_SIXTEEN_LINES IMPULSE_SIXTEEN_LINES IMPULSE_SIXTEEN_LINES IMPULSE_SIXTEEN_LINES \
  IMPULSE_SIXTEEN_LINES IMPULSE_SIXTEEN_LINES IMPULSE_SIXTEEN_LINES IMPULSE_SIXTEEN_LINES IMPULSE_SIXTEEN_LINES IMPULSE_SIXTEEN_LINES \
  IMPULSE_SIXTEEN_LINES IMPULSE_SIXTEEN_LINES IMPULSE_SIXTEEN_LINES

/// In place of a constant that layers do not share.
constexpr int32_t known_at_run_time = 1 << 20;

/// How filter_loop works through a tile.
/// @tparam pairs      two values of a filter each
/// @tparam is_folded  as tile_s8.h says
/// @tparam cuts       whether the range of the output begins at its zero point: requantize_doubled
/// @tparam is_odd     whether the last pair has one filter
/// @tparam step       bytes from a pixel of the output to the next one; 0 where `offsets` says it
/// @tparam term       2 * zero point of the output + 1; `known_at_run_time` where tile_layout says it
template <int32_t pairs_, bool is_folded_, bool cuts_, bool is_odd_, int32_t step_, int32_t term_>
struct filter_form {
  static constexpr int32_t pairs = pairs_, step = step_, term = term_;
  static constexpr bool is_folded = is_folded_, cuts = cuts_, is_odd = is_odd_;
  // pairs of values that a turn takes: all of a short filter, else the largest even divisor up to 16
  static constexpr int32_t small = pairs % 8 == 0 ? 8 : pairs % 6 == 0 ? 6 : pairs % 4 == 0 ? 4 : 2;
  static constexpr int32_t large = pairs % 16 == 0 ? 16 : pairs % 14 == 0 ? 14 : pairs % 12 == 0 ? 12 : pairs % 10 == 0 ? 10 : small;
  static constexpr int32_t unrolled = pairs <= 16 ? pairs : large;
  // for the assembler, which takes thirty operands: 1 where it cuts, 2 folded, 4 odd, 8 where the pairs take several turns, 16 where the
  // term is in memory, then how many pairs a turn takes
  static constexpr int32_t bits = (cuts ? 1 : 0) + (is_folded ? 2 : 0) + (is_odd ? 4 : 0) + (pairs > unrolled ? 8 : 0) +
                                  (term == known_at_run_time ? 16 : 0) + 256 * unrolled;
};

/// Where a tile lies, and its filters.
struct tile_layout {
  const column_word *columns_end;
  const int8_t *filter_end;  // behind the last pair
  const int8_t *odd_end;     // behind a last pair of one filter
  int32_t offsets[3];        // from the first pixel of the output to the three others; one that is not there has that of the last one
  int32_t term;              // 2 * zero point of the output + 1
};

/// The layout of a tile of `count` pixels.
/// @param depth  values of a filter, a multiple of 4
IMPULSE_INLINE tile_layout lay_out_tile(const column_word *columns, const int8_t *filter, int32_t depth, int32_t output_depth,
                                        int32_t count, int32_t output_zero_point) {
  const int8_t *const end = filter + (output_depth + 1) / 2 * 2 * depth;
  const tile_layout layout = {columns + 2 * depth,
                              end,
                              output_depth % 2 != 0 ? end : nullptr,
                              {(count > 1 ? 1 : 0) * output_depth, (count > 2 ? 2 : count - 1) * output_depth, (count - 1) * output_depth},
                              2 * output_zero_point + 1};
  return layout;
}

/// write_tile_s8 of a whole range of int8 in one block. Eight sums and what feeds them take every register there is, and a compiler
/// that stands between the products and the outputs spends a third of the time of a short filter on moving things out of their way.
///
/// One load and one SXTB16 (two where the filters are not folded) bring two weights of both filters, which feed eight SMLAD; then four
/// outputs of filter a, and four of filter b. All else waits in memory.
template <class Form>
IMPULSE_INLINE void filter_loop(const tile_layout &layout, const column_word *columns, const int8_t *filter, const int32_t *channels,
                                int8_t *output) {
  int32_t s0, s1, s2, s3, s4, s5, s6, s7;
  uint32_t both, first, x, y;
  const column_word *column;
  __asm__ volatile(
#if IMPULSE_DUAL_ISSUE
      IMPULSE_FOUR_OUTPUTS("%c[form] & 1", "%c[form] & 2")
#else
      // an output from twice a sum
      ".macro impulse_requantize sum multiplier half\n\t"
      ".if %c[form] & 1\n\t"
      "smmlar \\sum, \\sum, \\multiplier, \\half\n\t"
      ".else\n\t"
      "smmulr \\sum, \\sum, \\multiplier\n\t"
      "add \\sum, \\sum, \\sum, asr #31\n\t"
      "adds \\sum, \\sum, \\half\n\t"
      ".endif\n\t"
      "asrs \\sum, \\sum, %[y]\n\t"
      "ssat \\sum, #8, \\sum\n\t"
      ".endm\n\t"
      // filter a
      ".macro impulse_first sum\n\t"
      "lsls \\sum, \\sum, #1\n\t"
      "impulse_requantize \\sum %[x] %[first]\n\t"
      ".endm\n\t"
      // filter b, from what is above the sum of filter a where both were folded: folded_sum.h
      ".macro impulse_second sum\n\t"
      ".if %c[form] & 2\n\t"
      "asrs \\sum, \\sum, #7\n\t"
      ".else\n\t"
      "lsls \\sum, \\sum, #1\n\t"
      ".endif\n\t"
      "impulse_requantize \\sum %[both] %[s2]\n\t"
      ".endm\n\t"
#endif
      "2:\n\t"
      "ldr %[x], %[channels]\n\t"
      "ldr %[column], %[columns]\n\t"
      "ldr %[s0], [%[x]]\n\t"
      "ldr %[s1], [%[x], #4]\n\t"
      "mov %[s2], %[s0]\n\tmov %[s3], %[s1]\n\t"
      "mov %[s4], %[s0]\n\tmov %[s5], %[s1]\n\t"
      "mov %[s6], %[s0]\n\tmov %[s7], %[s1]\n\t"
#if IMPULSE_DUAL_ISSUE
      IMPULSE_TILE_TURNS("%[column]", "%[columns_end]", "(%c[form] >> 8)", "%c[form] & 2", "%c[form] & 8") IMPULSE_REPEATED_LINES
#else
      "1:\n\t"
      ".rept %c[form] >> 8\n\t"
      "ldr %[both], [%[filter]], #4\n\t"
      "ldr %[x], [%[column]], #4\n\t"
      "ldr %[y], [%[column]], #4\n\t"
      "sxtb16 %[first], %[both]\n\t"
      ".if !(%c[form] & 2)\n\t"
      "sxtb16 %[both], %[both], ror #8\n\t"
      ".endif\n\t"
      "smlad %[s0], %[x], %[first], %[s0]\n\t"
      "smlad %[s1], %[x], %[both], %[s1]\n\t"
      "smlad %[s2], %[y], %[first], %[s2]\n\t"
      "smlad %[s3], %[y], %[both], %[s3]\n\t"
      "ldr %[x], [%[column]], #4\n\t"
      "ldr %[y], [%[column]], #4\n\t"
      "smlad %[s4], %[x], %[first], %[s4]\n\t"
      "smlad %[s5], %[x], %[both], %[s5]\n\t"
      "smlad %[s6], %[y], %[first], %[s6]\n\t"
      "smlad %[s7], %[y], %[both], %[s7]\n\t"
      ".endr\n\t" IMPULSE_REPEATED_LINES
      ".if %c[form] & 8\n\t"
      "ldr %[x], %[columns_end]\n\t"
      "cmp %[column], %[x]\n\t"
      "bne 1b\n\t"
      ".endif\n\t"
#endif
      // from here on `column` is the output, and `both` the channels
      "ldr %[both], %[channels]\n\t"
      "ldr %[column], %[output]\n\t"
      "ldr %[x], [%[both], #8]\n\t"
      "ldr %[y], [%[both], #16]\n\t"
      ".if %c[form] & 16\n\t"
      "ldr %[first], %[layout_term]\n\t"
      ".else\n\t"
      "mov %[first], %[term]\n\t"
      ".endif\n\t"
      "adds %[both], %[both], #20\n\t"
      "str %[both], %[channels]\n\t"
      "lsls %[first], %[first], %[y]\n\t"
      "asrs %[first], %[first], #1\n\t"
      ".if %c[form] & 2\n\t"
      "subs %[s1], %[s1], %[s0]\n\tsubs %[s3], %[s3], %[s2]\n\t"
      "subs %[s5], %[s5], %[s4]\n\tsubs %[s7], %[s7], %[s6]\n\t"
      ".endif\n\t"
#if IMPULSE_DUAL_ISSUE
      "impulse_first %[s0] %[s2] %[s4] %[s6]\n\t"
#else
      "impulse_first %[s0]\n\timpulse_first %[s2]\n\t"
      "impulse_first %[s4]\n\timpulse_first %[s6]\n\t"
#endif
      "strb %[s0], [%[column]]\n\t"
      ".if %c[step] == 0\n\t"
      "ldr %[s0], %[second_pixel]\n\t"
      "ldr %[x], %[third_pixel]\n\t"
      "ldr %[first], %[fourth_pixel]\n\t"
      "strb %[s2], [%[column], %[s0]]\n\t"
      "strb %[s4], [%[column], %[x]]\n\t"
      "strb %[s6], [%[column], %[first]]\n\t"
      ".else\n\t"
      "strb %[s2], [%[column], #%c[step]]\n\t"
      "strb %[s4], [%[column], #2 * %c[step]]\n\t"
      "strb %[s6], [%[column], #3 * %c[step]]\n\t"
      ".endif\n\t"
      ".if %c[form] & 4\n\t"
      "ldr %[s2], %[odd_end]\n\t"
      "cmp %[filter], %[s2]\n\t"
      "beq 3f\n\t"
      ".endif\n\t"
      "ldr %[both], [%[both], #-8]\n\t"
      "lsrs %[y], %[y], #8\n\t"
      ".if %c[form] & 16\n\t"
      "ldr %[s2], %[layout_term]\n\t"
      ".else\n\t"
      "mov %[s2], %[term]\n\t"
      ".endif\n\t"
      "lsls %[s2], %[s2], %[y]\n\t"
      "asrs %[s2], %[s2], #1\n\t"
#if IMPULSE_DUAL_ISSUE
      "impulse_second %[s1] %[s3] %[s5] %[s7]\n\t"
#else
      "impulse_second %[s1]\n\timpulse_second %[s3]\n\t"
      "impulse_second %[s5]\n\timpulse_second %[s7]\n\t"
#endif
      ".if %c[step] == 0\n\t"
      "adds %[column], %[column], #1\n\t"
      "strb %[s3], [%[column], %[s0]]\n\t"
      "strb %[s5], [%[column], %[x]]\n\t"
      "strb %[s7], [%[column], %[first]]\n\t"
      "strb %[s1], [%[column]], #1\n\t"
      ".else\n\t"
      "strb %[s3], [%[column], #%c[step] + 1]\n\t"
      "strb %[s5], [%[column], #2 * %c[step] + 1]\n\t"
      "strb %[s7], [%[column], #3 * %c[step] + 1]\n\t"
      "strb %[s1], [%[column], #1]\n\t"
      "adds %[column], %[column], #2\n\t"
      ".endif\n\t"
      "ldr %[x], %[filter_end]\n\t"
      "str %[column], %[output]\n\t"
      "cmp %[filter], %[x]\n\t"
      "bne 2b\n\t"
      "3:\n\t"
      ".purgem impulse_requantize\n\t"
      ".purgem impulse_first\n\t"
      ".purgem impulse_second\n\t"
      : [s0] "=&r"(s0), [s1] "=&r"(s1), [s2] "=&r"(s2), [s3] "=&r"(s3), [s4] "=&r"(s4), [s5] "=&r"(s5), [s6] "=&r"(s6), [s7] "=&r"(s7),
        [filter] "+r"(filter), [both] "=&r"(both), [first] "=&r"(first), [x] "=&r"(x), [y] "=&r"(y), [column] "=&r"(column),
        [channels] "+m"(channels), [output] "+m"(output)
      : [columns] "m"(columns), [columns_end] "m"(layout.columns_end), [filter_end] "m"(layout.filter_end), [odd_end] "m"(layout.odd_end),
        [second_pixel] "m"(layout.offsets[0]), [third_pixel] "m"(layout.offsets[1]), [fourth_pixel] "m"(layout.offsets[2]),
        [layout_term] "m"(layout.term), [form] "i"(Form::bits), [step] "i"(Form::step), [term] "i"(Form::term)
      : "cc", "memory");
}

/// tile_filters_s8.h for cores with SMLAD, where the output has the whole range of int8.
template <class Op, int32_t depth>
inline void multiply_filters_s8(const column_word *columns, const int8_t *filter, const int32_t *channels, int32_t count,
                                int8_t *output) {
  if (Op::activation_min > -128 || Op::activation_max < 127) return write_tile_s8<Op, depth>(columns, filter, channels, count, output);
  constexpr int32_t pixels = Op::output_height * Op::output_width, output_depth = Op::output_depth;
  // tiles of fewer than four pixels, and offsets that no instruction holds
  constexpr bool may_be_cut = (Op::overwrites_input != 0 && pixels % 4 != 0) || Op::output_width < 4;
  constexpr int32_t step = may_be_cut || output_depth > 1024 ? 0 : output_depth;
  typedef filter_form<depth / 2, Op::folded != 0, Op::activation_min == Op::output_zero_point, output_depth % 2 != 0, step,
                      2 * Op::output_zero_point + 1>
      Form;
  filter_loop<Form>(lay_out_tile(columns, filter, depth, output_depth, count, Op::output_zero_point), columns, filter, channels, output);
}

#undef IMPULSE_REPEATED_LINES
#undef IMPULSE_SIXTEEN_LINES

#else

/// tile_filters_s8.h by single instructions: clang, and gcc without optimisation, keep registers from the block above.
template <class Op, int32_t depth>
inline void multiply_filters_s8(const column_word *columns, const int8_t *filter, const int32_t *channels, int32_t count,
                                int8_t *output) {
  write_tile_s8<Op, depth>(columns, filter, channels, count, output);
}

#endif

}  // namespace impulse_nn

#endif  // IMPULSE_NN_TILE_FILTERS_S8_H
