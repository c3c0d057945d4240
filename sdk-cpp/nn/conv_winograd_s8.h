// SPDX-License-Identifier: Apache-2.0
#ifndef IMPULSE_NN_CONV_WINOGRAD_S8_H
#define IMPULSE_NN_CONV_WINOGRAD_S8_H

#include "placement.h"
#include "winograd_tiles_s8.h"

namespace impulse_nn {

/// conv_winograd_s8, each output as Finish leaves it.
/// @param residual  what Finish adds, shaped as the output
template <class Op, class Finish>
IMPULSE_INLINE void convolve_winograd(const int8_t *input, const int32_t *filter, const int32_t *channels, const int8_t *residual,
                                      int8_t *output, void *scratch) {
  typedef winograd_tiles<Op> Tiles;
  int16_pair *const values = static_cast<int16_pair *>(scratch);
  int32_t *const joined = static_cast<int32_t *>(scratch) + Tiles::group_words;
  for (int32_t batch = 0; batch < Op::batches; ++batch) {
    for (int32_t first = 0; first < Tiles::count; first += 4) {
      const int32_t count = first + 4 < Tiles::count ? 4 : Tiles::count - first;
      winograd_place places[4];
      transform_group<Op>(input, first, reinterpret_cast<int8_t *>(joined), values, places);
      const int16_pair *pair = reinterpret_cast<const int16_pair *>(filter);
      const int32_t *constants = channels;
      for (int32_t channel = 0; channel < Op::output_depth; channel += 2, pair += 16 * Op::input_depth, constants += 5) {
        convolve_group<Op, Finish>(pair, values, constants, places, count, joined, channel, residual, output);
      }
    }
    input += Op::input_height * Op::input_width * Op::input_depth;
    residual += Op::output_height * Op::output_width * Op::output_depth;
    output += Op::output_height * Op::output_width * Op::output_depth;
  }
}

/// CONV_2D on int8 with 3x3 filters, strides of 1, no dilation, groups = 1, an input depth that 4 divides: by Winograd's
/// F(2x2, 3x3), 16 products for 36, in whole numbers. The answer is that of conv_2d_s8 bit for bit (the compiler's packed-winograd.ts
/// has the proof).
/// @param input     [batches, input_height, input_width, input_depth]
/// @param filter    pairs of filters in Winograd's domain, as multiply_winograd_s8 reads them
/// @param channels  for each pair: two biases (the input's zero point folded in), two multipliers, two right shifts in one word
/// @param output    [batches, output_height, output_width, output_depth]; it may lie over the input, at least as far below it as the
///                  compiler's write-distance.ts says: the windows of a group are read before its tiles are written
/// @param scratch   values of a group, then its 64 sums or one window, whichever is more
template <class Op>
IMPULSE_KERNEL void conv_winograd_s8(const int8_t *input, const int32_t *filter, const int32_t *channels, int8_t *output, void *scratch) {
  convolve_winograd<Op, final_output>(input, filter, channels, output, output, scratch);
}

}  // namespace impulse_nn

#endif  // IMPULSE_NN_CONV_WINOGRAD_S8_H
