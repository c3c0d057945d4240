// SPDX-License-Identifier: Apache-2.0
#ifndef IMPULSE_NN_TAPS_S8_H
#define IMPULSE_NN_TAPS_S8_H

#include "four_sums.h"

namespace impulse_nn {

/// Eight neighbouring channels of one row of a depthwise convolution. Products are summed `Op::taps_at_once` at a time: the compiler chooses
/// it so that such a sum fits an int16.
/// @param lines     of each row under the window its first column; the first of the channels lies `first` bytes behind it, and seven more
///                  may be read even where `count` is less
/// @param filter    of each tap, row by row, the weights of the eight channels
/// @param channels  biases, multipliers, shifts to the left: of each first the four even channels, then the odd ones
/// @param count     channels that are written
/// @param output    where the first channel of the row's first pixel is written
template <class Op>
inline void multiply_line_s8(const int8_t *const (&lines)[Op::filter_height], int32_t first, const int8_t *filter, const int32_t *channels,
                             int32_t count, int8_t *output) {
  for (int32_t ox = 0; ox < Op::output_width; ++ox, output += Op::input_depth) {
    four_sums sums[2] = {load_four(channels), load_four(channels + 4)};
    for (int32_t tap = 0; tap < Op::filter_height * Op::filter_width; ++tap) {
      const int32_t column = ox * Op::stride_width + tap % Op::filter_width * Op::dilation_width;
      const int8_t *const values = lines[tap / Op::filter_width] + first + column * Op::input_depth;
      for (int32_t i = 0; i < 8 && i < count; ++i) sums[i % 2].lane[i / 2] += values[i] * filter[8 * tap + i];
    }
    const four_sums even = requantize_four<Op>(sums[0], load_four(channels + 8), load_four(channels + 16));
    const four_sums odd = requantize_four<Op>(sums[1], load_four(channels + 12), load_four(channels + 20));
    write_eight<Op>(even, odd, count, output);
  }
}

}  // namespace impulse_nn

#endif  // IMPULSE_NN_TAPS_S8_H
