// SPDX-License-Identifier: Apache-2.0
#ifndef IMPULSE_NN_COLUMNS_S8_H
#define IMPULSE_NN_COLUMNS_S8_H

#include "placement.h"
#include "widen_run_s8.h"

namespace impulse_nn {

/// widen_run() of one value, `count` times.
template <int32_t count>
inline column_word *fill_run(int32_t value, column_word *column) {
  const uint32_t pair = (static_cast<uint32_t>(value) & 0xffffu) | (static_cast<uint32_t>(value) << 16);
  for (int32_t k = 0; k < count; k += 4, column += 8) {
    column[0] = pair;
    column[4] = pair;
  }
  return column;
}

/// Eight values of one pixel.
inline void write_values(const int16_pair (&values)[4], column_word *column) {
  column[0] = values[0];
  column[4] = values[1];
  column[8] = values[2];
  column[12] = values[3];
}

/// Column `shift` of the four windows that begin at neighbouring pixels: it is column shift - p of the window of pixel p, so that each
/// value is read and widened once for all of them.
template <class Op, int32_t shift>
inline void share_column(const int8_t *pixel, column_word *row) {
  constexpr int32_t words = Op::input_depth / 4;
  for (int32_t word = 0; word < words; word += 2) {
    const uint32_t first = load_word(pixel + 4 * word), second = load_word(pixel + 4 * word + 4);
    const int16_pair values[4] = {widen_even(first), widen_odd(first), widen_even(second), widen_odd(second)};
    column_word *const block = row + 8 * word;
    if (shift < Op::filter_width) write_values(values, block + 8 * words * shift);
    if (shift >= 1 && shift - 1 < Op::filter_width) write_values(values, block + 8 * words * (shift - 1) + 1);
    if (shift >= 2 && shift - 2 < Op::filter_width) write_values(values, block + 8 * words * (shift - 2) + 2);
    if (shift >= 3 && shift - 3 < Op::filter_width) write_values(values, block + 8 * words * (shift - 3) + 3);
  }
}

/// The windows of four neighbours in one row of the output, all inside the image horizontally: stride 1, a width of 3, an input depth
/// that divides by 8.
template <class Op>
inline void gather_neighbours(const int8_t *image, int32_t oy, int32_t ox, column_word *columns) {
  constexpr int32_t row_words = 2 * Op::filter_width * Op::input_depth;
  const int32_t left = ox - Op::pad_left;
  for (int32_t fy = 0; fy < Op::filter_height; ++fy, columns += row_words) {
    const int32_t y = oy * Op::stride_height - Op::pad_top + fy * Op::dilation_height;
    if (y < 0 || y >= Op::input_height) {
      for (int32_t pixel = 0; pixel < 4; ++pixel) fill_run<Op::filter_width * Op::input_depth>(Op::input_zero_point, columns + pixel);
      continue;
    }
    const int8_t *const row = image + (y * Op::input_width + left) * Op::input_depth;
    share_column<Op, 0>(row, columns);
    share_column<Op, 1>(row + Op::input_depth, columns);
    share_column<Op, 2>(row + 2 * Op::input_depth, columns);
    share_column<Op, 3>(row + 3 * Op::input_depth, columns);
    share_column<Op, 4>(row + 4 * Op::input_depth, columns);
    share_column<Op, 5>(row + 5 * Op::input_depth, columns);
  }
}

/// True where gather_neighbours does the tile that begins at column `ox` of the output.
template <class Op>
inline bool are_neighbours(int32_t ox) {
  const bool fits = Op::filter_width == 3 && Op::stride_width == 1 && Op::dilation_width == 1 && Op::input_depth % 8 == 0;
  return fits && ox >= Op::pad_left && ox - Op::pad_left + 6 <= Op::input_width && ox + 4 <= Op::output_width;
}

/// One row of a window, byte by byte; what lies outside the image is the zero point.
/// @param row   the first of its pixels
/// @param y     of the row in the image
/// @param left  column of its first pixel
template <class Op>
inline void gather_taps(const int8_t *row, int32_t y, int32_t left, int8_t *taps) {
  for (int32_t fx = 0; fx < Op::filter_width; ++fx, row += Op::dilation_width * Op::input_depth) {
    const int32_t x = left + fx * Op::dilation_width;
    const bool outside = y < 0 || y >= Op::input_height || x < 0 || x >= Op::input_width;
    for (int32_t c = 0; c < Op::input_depth; ++c) *taps++ = outside ? static_cast<int8_t>(Op::input_zero_point) : row[c];
  }
}

/// The first `rows` rows of a window that lies inside the image: their whole words into the column, what is left of each to `rests`. Without a
/// loop, so that places are constants.
template <class Op, int32_t rows>
struct row_words {
  /// Returns where the column goes on.
  static IMPULSE_INLINE column_word *widen(const int8_t *row, column_word *column, int8_t *rests) {
    constexpr int32_t run = Op::filter_width * Op::input_depth, rest = run % 4;
    column = widen_run<run - rest>(row, column);
    for (int32_t i = 0; i < rest; ++i) rests[i] = row[run - rest + i];
    return row_words<Op, rows - 1>::widen(row + Op::dilation_height * Op::input_width * Op::input_depth, column, rests + rest);
  }
};

/// No row is left.
template <class Op>
struct row_words<Op, 0> {
  /// Does nothing.
  static IMPULSE_INLINE column_word *widen(const int8_t *, column_word *column, int8_t *) { return column; }
};

/// The last word of a window whose rows end in one value each: value 0 and 2, then 1.
inline void widen_ends(const int8_t *row, int32_t step, column_word *column) {
  const uint32_t first = static_cast<uint32_t>(row[0]), second = static_cast<uint32_t>(row[step]), third = static_cast<uint32_t>(row[2 * step]);
  column[0] = (first & 0xffffu) | (third << 16);
  column[4] = second & 0xffffu;
}

/// True where gather_odd_rows does the tile that begins at pixel (oy, ox) of the output: rows of nine values, as those of a first convolution on
/// three colours, which fill no words.
template <class Op>
inline bool has_odd_rows(int32_t oy, int32_t ox) {
  const bool fits = Op::filter_height == 3 && Op::filter_width * Op::input_depth % 4 == 1 && Op::dilation_height == 1 && Op::dilation_width == 1;
  const int32_t top = oy * Op::stride_height - Op::pad_top, left = ox * Op::stride_width - Op::pad_left;
  return fits && top >= 0 && top + Op::filter_height <= Op::input_height && left >= 0 &&
         left + 3 * Op::stride_width + Op::filter_width <= Op::input_width && ox + 4 <= Op::output_width;
}

/// The windows of four neighbours in one row of the output, all inside the image: what gather_window does with each.
template <class Op>
inline void gather_odd_rows(const int8_t *image, int32_t oy, int32_t ox, column_word *columns) {
  constexpr int32_t whole = Op::filter_width * Op::input_depth / 4 * 4, row = Op::input_width * Op::input_depth;
  const int32_t top = oy * Op::stride_height - Op::pad_top, left = ox * Op::stride_width - Op::pad_left;
  const int8_t *window = image + (top * Op::input_width + left) * Op::input_depth;
  for (const column_word *const end = columns + 4; columns != end; ++columns, window += Op::stride_width * Op::input_depth) {
    column_word *column = widen_run<whole>(window, columns);
    column = widen_run<whole>(window + row, column);
    column = widen_run<whole>(window + 2 * row, column);
    widen_ends(window + whole, row, column);
  }
}

/// The window of a convolution at output pixel (oy, ox) as one pixel of columns; what lies outside the image is the zero point. Where the
/// rows of a filter do not fill words, their whole words come first, then what is left of each.
/// @tparam is_often_inside  whether a window inside the image is worth code of its own
template <class Op, bool is_often_inside = true>
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
  // rows of odd lengths: the words of each, and what is left of all of them behind
  constexpr int32_t whole = run / 4 * 4, rest = run % 4;
  int8_t rests[(Op::filter_height * rest + 3) / 4 * 4 + (rest == 0 ? 4 : 0)];
  const bool all_inside = whole_rows && top >= 0 && top + (Op::filter_height - 1) * Op::dilation_height < Op::input_height;
  if (is_often_inside && Op::filter_height <= 3 && all_inside) {
    column = row_words<Op, (Op::filter_height <= 3 ? Op::filter_height : 0)>::widen(image + (top * Op::input_width + left) * Op::input_depth, column, rests);
  } else {
    for (int32_t fy = 0; fy < Op::filter_height; ++fy) {
      const int32_t y = top + fy * Op::dilation_height;
      const int8_t *row = image + (y * Op::input_width + left) * Op::input_depth;
      int8_t taps[run];
      if (!whole_rows || y < 0 || y >= Op::input_height) {
        gather_taps<Op>(row, y, left, taps);
        row = taps;
      }
      column = widen_run<whole>(row, column);
      for (int32_t i = 0; i < rest; ++i) rests[fy * rest + i] = row[whole + i];
    }
  }
  if (rest == 0) return;
  for (uint32_t i = Op::filter_height * rest; i < sizeof rests; ++i) rests[i] = 0;
  widen_run<sizeof rests>(rests, column);
}

}  // namespace impulse_nn

#endif  // IMPULSE_NN_COLUMNS_S8_H
