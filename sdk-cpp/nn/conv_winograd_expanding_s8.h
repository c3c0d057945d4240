// SPDX-License-Identifier: Apache-2.0
#ifndef IMPULSE_NN_CONV_WINOGRAD_EXPANDING_S8_H
#define IMPULSE_NN_CONV_WINOGRAD_EXPANDING_S8_H

#include "placement.h"
#include "winograd_filters_s8.h"
#include "winograd_tiles_s8.h"

namespace impulse_nn {

/// conv_winograd_expanding_s8, each output as Finish leaves it.
/// @param residual  what Finish adds, shaped as the output
template <class Op, class Finish>
IMPULSE_INLINE void expand_and_convolve(const int8_t *input, const int8_t *filter, const int32_t *channels, const int8_t *residual,
                                        int8_t *output, void *scratch) {
  typedef winograd_tiles<Op> Tiles;
  int16_pair *const values = static_cast<int16_pair *>(scratch);
  int32_t *const joined = static_cast<int32_t *>(scratch) + Op::groups * Tiles::group_words;
  int16_pair *const expanded = static_cast<int16_pair *>(scratch) + Op::groups * Tiles::group_words + 64;
  for (int32_t batch = 0; batch < Op::batches; ++batch) {
    for (int32_t done = 0; done < Tiles::count; done += 4 * Op::groups) {
      const int32_t end = done + 4 * Op::groups < Tiles::count ? done + 4 * Op::groups : Tiles::count;
      winograd_place places[4 * Op::groups];
      winograd_place *place = places;
      int16_pair *group = values;
      for (int32_t first = done; first < end; first += 4, group += Tiles::group_words, place += 4) {
        transform_group<Op>(input, first, reinterpret_cast<int8_t *>(expanded), group, place);
      }
      const int8_t *pair = filter;
      const int32_t *constants = channels;
      for (int32_t channel = 0; channel < Op::output_depth; channel += 2, pair += 18 * Op::input_depth, constants += 5) {
        expand_filters<Op::input_depth>(pair, expanded);
        group = values;
        place = places;
        for (int32_t first = done; first < end; first += 4, group += Tiles::group_words, place += 4) {
          const int32_t count = first + 4 < end ? 4 : end - first;
          convolve_group<Op, Finish>(expanded, group, constants, place, count, joined, channel, residual, output);
        }
      }
    }
    input += Op::input_height * Op::input_width * Op::input_depth;
    residual += Op::output_height * Op::output_width * Op::output_depth;
    output += Op::output_height * Op::output_width * Op::output_depth;
  }
}

/// conv_winograd_s8 on filters that are 3x3 in flash and expanded two at a time, for Op::groups groups of four tiles.
/// @param input     [batches, input_height, input_width, input_depth]
/// @param filter    pairs of filters as expand_filters reads them
/// @param channels  for each pair: two biases (the input's zero point folded in), two multipliers, two right shifts in one word
/// @param output    [batches, output_height, output_width, output_depth]; it may lie over the input, at least as far below it as the
///                  compiler's write-distance.ts says: the windows of all groups are read before their tiles are written
/// @param scratch   values of the groups, 64 sums, then two filters, in whose place a window is gathered
template <class Op>
IMPULSE_KERNEL void conv_winograd_expanding_s8(const int8_t *input, const int8_t *filter, const int32_t *channels, int8_t *output,
                                               void *scratch) {
  expand_and_convolve<Op, final_output>(input, filter, channels, output, output, scratch);
}

}  // namespace impulse_nn

#endif  // IMPULSE_NN_CONV_WINOGRAD_EXPANDING_S8_H
