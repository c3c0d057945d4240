// SPDX-License-Identifier: Apache-2.0
#ifndef IMPULSE_NN_CONV_2D_PACKED_S8_H
#define IMPULSE_NN_CONV_2D_PACKED_S8_H

#include "columns_s8.h"
#include "placement.h"
#include "tile_filters_s8.h"

namespace impulse_nn {

/// The windows of the four pixels from `first` on; pixels from `end` on are not there: the one before stands in for them.
template <class Op>
inline void gather_tile(const int8_t *input, int32_t first, int32_t end, column_word *columns) {
  int32_t oy = first / Op::output_width;
  int32_t ox = first % Op::output_width;
  if (are_neighbours<Op>(ox)) {
    gather_neighbours<Op>(input, oy, ox, columns);
  } else if (has_odd_rows<Op>(oy, ox)) {
    gather_odd_rows<Op>(input, oy, ox, columns);
  } else {
    for (int32_t pixel = 0; pixel < 4; ++pixel) {
      gather_window<Op, (Op::filter_height != 3 || Op::filter_width * Op::input_depth % 4 != 1)>(input, oy, ox, columns + pixel);
      if (first + pixel + 1 < end && ++ox == Op::output_width) {
        ox = 0;
        ++oy;
      }
    }
  }
}

/// One tile of an image's output: the four pixels from `first` on, of which `count` are written.
/// @param end     pixels behind it are not there: they are computed from the one before, and not written
/// @param output  where pixel `first` is written
template <class Op>
inline void convolve_tile_s8(const int8_t *input, const int8_t *filter, const int32_t *channels, int32_t first, int32_t end, int32_t count,
                             int8_t *output, column_word *columns) {
  const int32_t depth = (Op::filter_height * Op::filter_width * Op::input_depth + 3) / 4 * 4;
  gather_tile<Op>(input, first, end, columns);
  multiply_filters_s8<Op, depth>(columns, filter, channels, count, output);
}

/// CONV_2D on int8 in tiles of 4 pixels times 2 filters, groups = 1.
/// @param input     [batches, input_height, input_width, input_depth]
/// @param filter    pairs of filters as tile_s8.h wants them, depth rounded up to a multiple of 4
/// @param channels  for each pair: two biases (the input's zero point folded in; filters folded as tile_s8.h
///                  says), two multipliers, two right shifts in one word
/// @param output    [batches, output_height, output_width, output_depth]; where Op::overwrites_input it may lie over the input, at least
///                  as far below it as the compiler's write-distance.ts says: each tile is read whole before it is written
/// @param scratch   4 pixels of columns_s8.h
template <class Op>
IMPULSE_KERNEL void conv_2d_packed_s8(const int8_t *input, const int8_t *filter, const int32_t *channels, int8_t *output, void *scratch) {
  const int32_t pixels = Op::output_height * Op::output_width;
  column_word *const columns = static_cast<column_word *>(scratch);
  for (int32_t batch = 0; batch < Op::batches; ++batch, input += Op::input_height * Op::input_width * Op::input_depth) {
    // where the pixels do not divide by 4, the last tile overlaps the one before it; over the input, which is gone, it is cut short
    const bool overlaps = pixels >= 4 && !Op::overwrites_input;
    for (int32_t done = 0; done < pixels; done += 4) {
      const int32_t left = pixels - done;
      const int32_t first = left < 4 && overlaps ? pixels - 4 : done;
      convolve_tile_s8<Op>(input, filter, channels, first, pixels, overlaps || left >= 4 ? 4 : left, output + first * Op::output_depth, columns);
    }
    output += pixels * Op::output_depth;
  }
}

}  // namespace impulse_nn

#endif  // IMPULSE_NN_CONV_2D_PACKED_S8_H
