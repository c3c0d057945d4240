// SPDX-License-Identifier: Apache-2.0
#ifndef IMPULSE_NN_WINOGRAD_VALUES_S8_H
#define IMPULSE_NN_WINOGRAD_VALUES_S8_H

#include <string.h>

#include "dual_mac.h"
#include "placement.h"

namespace impulse_nn {

/// Keeps the compiler from reading ahead: it would take more registers than there are.
inline void keep_order() {
#if defined(__GNUC__)
  __asm__ volatile("" ::: "memory");
#endif
}

/// Two channels of one column of a window, each row of it a sum or a difference of two pixels.
struct winograd_column {
  int16_pair r0, r1, r2, r3;
};

/// Where position (row, column) lies among sixteen: columns of a row stand in the order 1, 2, 0, 3.
inline constexpr int32_t winograd_position(int32_t row, int32_t column) {
  return 4 * row + (column == 3 ? 3 : (column + 2) % 3);
}

/// Bytes 0 and 2 of a word, or 1 and 3, as two int16.
template <int32_t half>
inline int16_pair widen_half(uint32_t word) {
  return half == 0 ? widen_even(word) : widen_odd(word);
}

/// Column of a window whose rows are `row_bytes` apart: with pixels p from above, p0 - p2, p1 + p2, p2 - p1, p3 - p1.
template <int32_t half>
IMPULSE_INLINE winograd_column read_winograd_column(const int8_t *pixel, int32_t row_bytes) {
  const uint32_t w0 = load_word(pixel), w1 = load_word(pixel + row_bytes), w2 = load_word(pixel + 2 * row_bytes),
                 w3 = load_word(pixel + 3 * row_bytes);
  const int16_pair p1 = widen_half<half>(w1), p2 = widen_half<half>(w2);
  const winograd_column column = {subtract_halves(widen_half<half>(w0), p2), add_halves(p1, p2), subtract_halves(p2, p1),
                                  subtract_halves(widen_half<half>(w3), p1)};
  return column;
}

/// Differences of two columns, each row at its position; spelled out, so that columns stay in registers.
template <int32_t column, int32_t depth>
IMPULSE_INLINE void write_differences(winograd_column a, winograd_column b, int16_pair *values) {
  values[2 * depth * winograd_position(0, column)] = subtract_halves(a.r0, b.r0);
  values[2 * depth * winograd_position(1, column)] = subtract_halves(a.r1, b.r1);
  values[2 * depth * winograd_position(2, column)] = subtract_halves(a.r2, b.r2);
  values[2 * depth * winograd_position(3, column)] = subtract_halves(a.r3, b.r3);
}

/// Sums of two columns.
template <int32_t column, int32_t depth>
IMPULSE_INLINE void write_sums(winograd_column a, winograd_column b, int16_pair *values) {
  values[2 * depth * winograd_position(0, column)] = add_halves(a.r0, b.r0);
  values[2 * depth * winograd_position(1, column)] = add_halves(a.r1, b.r1);
  values[2 * depth * winograd_position(2, column)] = add_halves(a.r2, b.r2);
  values[2 * depth * winograd_position(3, column)] = add_halves(a.r3, b.r3);
}

/// Two channels of a window into Winograd's domain, columns as their rows; in this order no more than two columns are there at once.
template <int32_t depth, int32_t half>
IMPULSE_INLINE void transform_two_channels(const int8_t *window, int32_t row_bytes, int16_pair *values) {
  const winograd_column c0 = read_winograd_column<half>(window, row_bytes);
  const winograd_column c2 = read_winograd_column<half>(window + 2 * depth, row_bytes);
  write_differences<0, depth>(c0, c2, values);
  keep_order();
  const winograd_column c1 = read_winograd_column<half>(window + depth, row_bytes);
  write_sums<1, depth>(c1, c2, values);
  write_differences<2, depth>(c2, c1, values);
  keep_order();
  write_differences<3, depth>(read_winograd_column<half>(window + 3 * depth, row_bytes), c1, values);
  keep_order();
}

/// A window of 4x4 pixels into Winograd's domain. A value is a sum of four pixels at most, with their signs: 512 in magnitude. Layers of one
/// depth share it.
/// @param window  [4, 4, depth] of an image whose rows are `row_bytes` apart
/// @param values  16 positions, for each two channels (k and k + 2, k + 1 and k + 3 of every four) four words, of which this one is written
template <int32_t depth>
IMPULSE_KERNEL void transform_window(const int8_t *window, int32_t row_bytes, int16_pair *values) {
  for (int32_t k = 0; k < depth; k += 4, values += 8) {
    transform_two_channels<depth, 0>(window + k, row_bytes, values);
    transform_two_channels<depth, 1>(window + k, row_bytes, values + 4);
  }
}

/// The window at (top, left) of an image, pixel by pixel; what lies outside is the zero point.
template <class Op>
inline void gather_winograd_window(const int8_t *image, int32_t top, int32_t left, int8_t *window) {
  for (int32_t y = top; y < top + 4; ++y) {
    for (int32_t x = left; x < left + 4; ++x, window += Op::input_depth) {
      const bool inside = y >= 0 && y < Op::input_height && x >= 0 && x < Op::input_width;
      if (inside) {
        memcpy(window, image + (y * Op::input_width + x) * Op::input_depth, Op::input_depth);
      } else {
        memset(window, Op::input_zero_point, Op::input_depth);
      }
    }
  }
}

}  // namespace impulse_nn

#endif  // IMPULSE_NN_WINOGRAD_VALUES_S8_H
