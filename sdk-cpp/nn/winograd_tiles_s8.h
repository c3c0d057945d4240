// SPDX-License-Identifier: Apache-2.0
#ifndef IMPULSE_NN_WINOGRAD_TILES_S8_H
#define IMPULSE_NN_WINOGRAD_TILES_S8_H

#include "requantize_fast.h"
#include "winograd_products_s8.h"
#include "winograd_values_s8.h"

namespace impulse_nn {

/// Tiles of 2x2 pixels that cover the output of a layer, row by row, four in a group.
template <class Op>
struct winograd_tiles {
  static constexpr int32_t rows = (Op::output_height + 1) / 2, columns = (Op::output_width + 1) / 2, count = rows * columns,
                           group_words = 32 * Op::input_depth;  // values of a group
};

/// What becomes of an output: nothing more.
struct final_output {
  static inline int8_t finish(int8_t own, const int8_t *) { return own; }
};

/// Where the first pixel of a tile lies in the output, and whether its second row and column are inside.
struct winograd_place {
  int32_t offset;
  bool below, right;
};

/// The windows of a group's tiles into Winograd's domain.
/// @param first   tile; behind the last one that is left its window stands in for those that are not there
/// @param window  room for one window, of tiles at the edge
/// @param values  group_words of them
/// @param places  of the four tiles
template <class Op>
inline void transform_group(const int8_t *image, int32_t first, int8_t *window, int16_pair *values, winograd_place *places) {
  typedef winograd_tiles<Op> Tiles;
  constexpr int32_t depth = Op::input_depth, row_bytes = Op::input_width * Op::input_depth;
  int32_t row = first / Tiles::columns, column = first % Tiles::columns;
  for (int32_t tile = 0; tile < 4; ++tile) {
    const int32_t top = 2 * row - Op::pad_top, left = 2 * column - Op::pad_left;
    if (top >= 0 && left >= 0 && top + 4 <= Op::input_height && left + 4 <= Op::input_width) {
      transform_window<depth>(image + top * row_bytes + left * depth, row_bytes, values + tile);
    } else {
      gather_winograd_window<Op>(image, top, left, window);
      transform_window<depth>(window, 4 * depth, values + tile);
    }
    places[tile].offset = (2 * row * Op::output_width + 2 * column) * Op::output_depth;
    places[tile].below = 2 * row + 1 < Op::output_height;
    places[tile].right = 2 * column + 1 < Op::output_width;
    if (first + tile + 1 < Tiles::count && ++column == Tiles::columns) {
      column = 0;
      ++row;
    }
  }
}

/// A column of two pixels of one tile and filter. What multiply_winograd_s8 left of the rows is joined along the columns, which gives four
/// times the sum, because the filters are four times as large; half of that is what requantize_doubled takes.
/// @param joined  this tile's numbers, two rows apart: one of each row
/// @param below     whether the second pixel is inside the output
/// @param residual  what Finish adds, at the place of the output
template <class Op, class Finish>
inline void write_column(const int32_t *joined, int32_t twice_bias, int32_t multiplier, int32_t right_shift, int32_t half, bool below,
                         const int8_t *residual, int8_t *output) {
  const int32_t j0 = joined[0], j1 = joined[16], j2 = joined[32], j3 = joined[48];
  const int32_t upper = twice_bias + ((j0 + j1 + j2) >> 1), lower = twice_bias + ((j1 - j2 + j3) >> 1);
  constexpr int32_t row = Op::output_width * Op::output_depth;
  output[0] = Finish::finish(requantize_doubled<Op>(upper, multiplier, right_shift, half), residual);
  if (below) output[row] = Finish::finish(requantize_doubled<Op>(lower, multiplier, right_shift, half), residual + row);
}

/// Outputs of one filter for `count` tiles of a group.
/// @param joined  numbers of the group's first tile
/// @param residual, output  of this filter, the image's first pixel
template <class Op, class Finish>
inline void write_filter(const int32_t *joined, const winograd_place *places, int32_t count, int32_t bias, int32_t multiplier,
                         int32_t right_shift, const int8_t *residual, int8_t *output) {
  const int32_t twice_bias = 2 * bias, half = rounding_term<Op>(right_shift & 0xff);
  for (int32_t tile = 0; tile < count; ++tile, joined += 2, ++places) {
    const bool below = Op::output_height % 2 == 0 || places->below;
    const int8_t *const added = residual + places->offset;
    int8_t *const pixel = output + places->offset;
    write_column<Op, Finish>(joined, twice_bias, multiplier, right_shift, half, below, added, pixel);
    if (Op::output_width % 2 != 0 && !places->right) continue;
    write_column<Op, Finish>(joined + 8, twice_bias, multiplier, right_shift, half, below, added + Op::output_depth, pixel + Op::output_depth);
  }
}

/// Two filters on one group of tiles.
/// @param channels  two biases, two multipliers, two right shifts in one word
template <class Op, class Finish>
inline void convolve_group(const int16_pair *filter, const int16_pair *values, const int32_t *channels, const winograd_place *places,
                           int32_t count, int32_t *joined, int32_t channel, const int8_t *residual, int8_t *output) {
  multiply_winograd_s8<Op::input_depth>(filter, values, joined);
  write_filter<Op, Finish>(joined, places, count, channels[0], channels[2], channels[4], residual + channel, output + channel);
  if (Op::output_depth % 2 == 0 || channel + 1 < Op::output_depth) {
    write_filter<Op, Finish>(joined + 1, places, count, channels[1], channels[3], channels[4] >> 8, residual + channel + 1, output + channel + 1);
  }
}

}  // namespace impulse_nn

#endif  // IMPULSE_NN_WINOGRAD_TILES_S8_H
