// SPDX-License-Identifier: Apache-2.0
#ifndef IMPULSE_NN_FULLY_CONNECTED_VECTORS_S8_H
#define IMPULSE_NN_FULLY_CONNECTED_VECTORS_S8_H

#include "dots_s8.h"
#include "placement.h"

namespace impulse_nn {

/// FULLY_CONNECTED on int8, four outputs at once.
/// @param input     [batches, input_depth]
/// @param filter    for every four rows what dots_s8.h wants; missing ones are 0
/// @param channels  for every four outputs four biases (the input's zero point folded in) and, where Op::channel_words is 3, four
///                  multipliers and four shifts to the left; else all outputs share Op::multiplier and Op::left_shift
/// @param output    [batches, output_depth]
template <class Op>
IMPULSE_KERNEL void fully_connected_vectors_s8(const int8_t *input, const int8_t *filter, const int32_t *channels, int8_t *output) {
  for (int32_t batch = 0; batch < Op::batches; ++batch, input += Op::input_depth, output += Op::output_depth) {
    const int8_t *weights = filter;
    const int32_t *constants = channels;
    for (int32_t oc = 0; oc < Op::output_depth; oc += 4, weights += 4 * Op::input_depth, constants += 4 * Op::channel_words) {
      const four_sums sums = multiply_pixel<Op::input_depth>(input, weights, constants);
      const four_sums multipliers = Op::channel_words == 1 ? fill_four(Op::multiplier) : load_four(constants + 4);
      const four_sums left_shifts = Op::channel_words == 1 ? fill_four(Op::left_shift) : load_four(constants + 8);
      write_four<Op>(requantize_four<Op>(sums, multipliers, left_shifts), Op::output_depth - oc, output + oc);
    }
  }
}

}  // namespace impulse_nn

#endif  // IMPULSE_NN_FULLY_CONNECTED_VECTORS_S8_H
