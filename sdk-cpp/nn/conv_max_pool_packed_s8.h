// SPDX-License-Identifier: Apache-2.0
#ifndef IMPULSE_NN_CONV_MAX_POOL_PACKED_S8_H
#define IMPULSE_NN_CONV_MAX_POOL_PACKED_S8_H

#include "columns_s8.h"
#include "placement.h"
#include "requantize_fast.h"
#include "tile_s8.h"

namespace impulse_nn {

/// The larger of two.
inline int32_t larger_of(int32_t a, int32_t b) { return a > b ? a : b; }

/// Writes one filter's largest sums of a tile, doubled: of all four pixels to `first`, or where two windows share the tile of the first two there
/// and of the others to `second`. Requantization never falls where a sum rises, so that the largest output is that of the largest sum.
template <class Op, bool shares>
inline void write_largest_s8(int32_t s0, int32_t s1, int32_t s2, int32_t s3, int32_t multiplier, int32_t right_shift, int8_t *first,
                             int8_t *second) {
  const int32_t half = rounding_term<Op>(right_shift & 0xff);
  const int32_t a = larger_of(s0, s1), b = larger_of(s2, s3);
  *first = requantize_doubled<Op>(shares ? a : larger_of(a, b), multiplier, right_shift, half);
  if (shares) *second = requantize_doubled<Op>(b, multiplier, right_shift, half);
}

/// All filters on one tile of columns, which holds one window of the pool or two.
template <class Op, int32_t depth, bool shares>
inline void pool_filters_s8(const column_word *columns, const int8_t *filter, const int32_t *channels, int8_t *first, int8_t *second) {
  for (int32_t oc = 0; oc < Op::output_depth; oc += 2, filter += 2 * depth, channels += 5) {
    const bool folded = Op::folded != 0;
    const int32_t a = channels[0];
    const int32_t b = channels[1];
    int32_t sums[8] = {a, b, a, b, a, b, a, b};
    multiply_tile_s8<depth, folded>(columns, filter, sums);
    write_largest_s8<Op, shares>(2 * sums[0], 2 * sums[2], 2 * sums[4], 2 * sums[6], channels[2], channels[4], first + oc, second + oc);
    if (Op::output_depth % 2 == 0 || oc + 1 < Op::output_depth) {
      write_largest_s8<Op, shares>(second_sum_doubled<folded>(sums[0], sums[1]), second_sum_doubled<folded>(sums[2], sums[3]),
                                   second_sum_doubled<folded>(sums[4], sums[5]), second_sum_doubled<folded>(sums[6], sums[7]),
                                   channels[3], channels[4] >> 8, first + oc + 1, second + oc + 1);
    }
  }
}

/// The window of the convolution under value `tap` of window `window` of the pool, as one pixel of columns. Values outside the image do not
/// count: the nearest one inside stands in for them, which is in the window as well.
template <class Convolution, class Pool>
inline void gather_pooled(const int8_t *input, int32_t window, int32_t tap, column_word *column) {
  const int32_t y = window / Pool::output_width * Pool::stride_height - Pool::pad_top + tap / Pool::filter_width;
  const int32_t x = window % Pool::output_width * Pool::stride_width - Pool::pad_left + tap % Pool::filter_width;
  gather_window<Convolution>(input, clamp(y, 0, Pool::input_height - 1), clamp(x, 0, Pool::input_width - 1), column);
}

/// CONV_2D and, on its output, a MAX_POOL_2D whose windows of up to four values do not overlap: a window is a tile, or half of one, so that
/// what lies between them never exists, and only the largest of its sums is requantized. One batch.
///
/// Op::convolution is what conv_2d_packed_s8 takes, its activation range cut to the pool's; Op::pool how max_pool_2d_integer slides.
/// @param input     of the convolution
/// @param filter    as conv_2d_packed_s8 takes it, with `channels`
/// @param output    of the pool; it may lie over the input, at least as far below it as the compiler's write-distance.ts says: each tile is
///                  read whole before it is written
/// @param scratch   4 pixels of columns_s8.h
template <class Op>
IMPULSE_KERNEL void conv_max_pool_packed_s8(const int8_t *input, const int8_t *filter, const int32_t *channels, int8_t *output,
                                            void *scratch) {
  typedef typename Op::convolution Convolution;
  typedef typename Op::pool Pool;
  constexpr int32_t depth = (Convolution::filter_height * Convolution::filter_width * Convolution::input_depth + 3) / 4 * 4;
  constexpr int32_t taps = Pool::filter_height * Pool::filter_width;
  constexpr int32_t windows = Pool::output_height * Pool::output_width;
  constexpr bool shares = taps <= 2;
  column_word *const columns = static_cast<column_word *>(scratch);
  for (int32_t window = 0; window < windows; window += shares ? 2 : 1) {
    const int32_t second = shares && window + 1 < windows ? window + 1 : window;
    for (int32_t pixel = 0; pixel < 4; ++pixel) {
      const int32_t tap = shares ? pixel % 2 : pixel;
      gather_pooled<Convolution, Pool>(input, shares && pixel >= 2 ? second : window, tap < taps ? tap : taps - 1, columns + pixel);
    }
    pool_filters_s8<Convolution, depth, shares>(columns, filter, channels, output + window * Convolution::output_depth,
                                                output + second * Convolution::output_depth);
  }
}

}  // namespace impulse_nn

#endif  // IMPULSE_NN_CONV_MAX_POOL_PACKED_S8_H
