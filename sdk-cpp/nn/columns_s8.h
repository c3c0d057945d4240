// SPDX-License-Identifier: Apache-2.0
#ifndef IMPULSE_NN_COLUMNS_S8_H
#define IMPULSE_NN_COLUMNS_S8_H

#include "dual_mac.h"

namespace impulse_nn {

/// Four pixels, each `depth` values widened to int16, interleaved for tile_s8.h: of every four values k ... k + 3 first (k, k + 2) of
/// pixels 0, 1, 2, 3, then (k + 1, k + 3) of pixels 0, 1, 2, 3. Pixel p writes words p and p + 4 of each block of eight.
typedef uint32_t column_word;

/// Writes `count` values (a multiple of 4) of one pixel and returns where the next ones go.
template <int32_t count>
inline column_word *widen_run(const int8_t *values, column_word *column) {
  // four words at a time, so that their loads stand together
  for (int32_t k = 0; k < count / 16; ++k, values += 16, column += 32) {
    const uint32_t word_0 = load_word(values), word_1 = load_word(values + 4);
    const uint32_t word_2 = load_word(values + 8), word_3 = load_word(values + 12);
    column[0] = widen_even(word_0);
    column[4] = widen_odd(word_0);
    column[8] = widen_even(word_1);
    column[12] = widen_odd(word_1);
    column[16] = widen_even(word_2);
    column[20] = widen_odd(word_2);
    column[24] = widen_even(word_3);
    column[28] = widen_odd(word_3);
  }
  for (int32_t k = 0; k < count % 16 / 4; ++k, values += 4, column += 8) {
    const uint32_t word = load_word(values);
    column[0] = widen_even(word);
    column[4] = widen_odd(word);
  }
  return column;
}

/// The same for a run of one value.
template <int32_t count>
inline column_word *fill_run(int32_t value, column_word *column) {
  const uint32_t pair = (static_cast<uint32_t>(value) & 0xffffu) | (static_cast<uint32_t>(value) << 16);
  for (int32_t k = 0; k < count; k += 4, column += 8) {
    column[0] = pair;
    column[4] = pair;
  }
  return column;
}

/// The window of a convolution at output pixel (oy, ox) as one pixel of columns; what lies outside the image is the zero point.
template <class Op>
inline void gather_window(const int8_t *image, int32_t oy, int32_t ox, column_word *column) {
  constexpr int32_t run = Op::filter_width * Op::input_depth;
  const int32_t top = oy * Op::stride_height - Op::pad_top;
  const int32_t left = ox * Op::stride_width - Op::pad_left;
  const bool inside = left >= 0 && left + (Op::filter_width - 1) * Op::dilation_width < Op::input_width;
  const bool whole_rows = inside && Op::dilation_width == 1;
  if (Op::input_depth % 4 == 0 || (run % 4 == 0 && whole_rows)) {
    for (int32_t fy = 0; fy < Op::filter_height; ++fy) {
      const int32_t y = top + fy * Op::dilation_height;
      const int8_t *row = image + (y * Op::input_width + left) * Op::input_depth;
      if (y < 0 || y >= Op::input_height) {
        column = fill_run<run>(Op::input_zero_point, column);
      } else if (whole_rows) {
        column = widen_run<run>(row, column);
      } else {
        for (int32_t fx = 0; fx < Op::filter_width; ++fx) {
          const int32_t x = left + fx * Op::dilation_width;
          const bool outside = x < 0 || x >= Op::input_width;
          column = outside ? fill_run<Op::input_depth>(Op::input_zero_point, column)
                           : widen_run<Op::input_depth>(row + fx * Op::dilation_width * Op::input_depth, column);
        }
      }
    }
    return;
  }
  // rows of odd lengths: collected byte by byte first
  int8_t window[(Op::filter_height * run + 3) / 4 * 4];
  int8_t *next = window;
  for (int32_t fy = 0; fy < Op::filter_height; ++fy) {
    const int32_t y = top + fy * Op::dilation_height;
    for (int32_t fx = 0; fx < Op::filter_width; ++fx) {
      const int32_t x = left + fx * Op::dilation_width;
      const bool outside = y < 0 || y >= Op::input_height || x < 0 || x >= Op::input_width;
      const int8_t *pixel = image + (y * Op::input_width + x) * Op::input_depth;
      for (int32_t c = 0; c < Op::input_depth; ++c) *next++ = outside ? static_cast<int8_t>(Op::input_zero_point) : pixel[c];
    }
  }
  while (next < window + sizeof window) *next++ = 0;
  widen_run<sizeof window>(window, column);
}

}  // namespace impulse_nn

#endif  // IMPULSE_NN_COLUMNS_S8_H
