// SPDX-License-Identifier: Apache-2.0
#ifndef IMPULSE_NN_PIXEL_PAIRS_S8_H
#define IMPULSE_NN_PIXEL_PAIRS_S8_H

#include "dots_s8.h"

namespace impulse_nn {

/// All filters of a convolution on two pixels, or on one where both are the same.
/// @param first, second  `depth` values each
/// @param filter         for every four filters what dots_s8.h wants, and sixteen bytes more, which may be read
/// @param channels       for every four filters four biases, four multipliers, four shifts to the left
/// @param first_output, second_output  [output_depth]
template <class Op, int32_t depth>
inline void multiply_pixel_pair_s8(const int8_t *first, const int8_t *second, const int8_t *filter, const int32_t *channels,
                                   int8_t *first_output, int8_t *second_output) {
  for (int32_t oc = 0; oc < Op::output_depth; oc += 4, filter += 4 * depth, channels += 12) {
    const four_sums multipliers = load_four(channels + 4), left_shifts = load_four(channels + 8);
    const four_sums first_scaled = requantize_four<Op>(multiply_pixel<depth>(first, filter, channels), multipliers, left_shifts);
    const four_sums second_scaled = requantize_four<Op>(multiply_pixel<depth>(second, filter, channels), multipliers, left_shifts);
    write_two_fours<Op>(first_scaled, second_scaled, Op::output_depth - oc, first_output + oc, second_output + oc);
  }
}

}  // namespace impulse_nn

#endif  // IMPULSE_NN_PIXEL_PAIRS_S8_H
