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

/// Eight neighbouring channels of one row of a depthwise convolution: products are summed as int16, `Op::taps_at_once` of them, and then
/// widened, which the even channels and the odd ones are apart. The portable taps_s8.h says what is where.
template <class Op>
inline void multiply_line_s8(const int8_t *const (&lines)[Op::filter_height], int32_t first, const int8_t *filter, const int32_t *channels,
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

}  // namespace impulse_nn

#endif  // IMPULSE_NN_TAPS_S8_H
