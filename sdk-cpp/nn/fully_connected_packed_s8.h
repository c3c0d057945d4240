// SPDX-License-Identifier: Apache-2.0
#ifndef IMPULSE_NN_FULLY_CONNECTED_PACKED_S8_H
#define IMPULSE_NN_FULLY_CONNECTED_PACKED_S8_H

#include "placement.h"
#include "requantize_fast.h"
#include "rows_s8.h"

namespace impulse_nn {

/// What rows_s8.h leaves of a depth that is no multiple of 4: `filter` has a b c d for each value.
template <int32_t count, bool folded>
inline void multiply_rest_s8(const int8_t *input, const int8_t *filter, int32_t (&sums)[4]) {
  for (int32_t k = 0; k < count; ++k, filter += 4) {
    for (int32_t row = 0; row < 4; row += 2) {
      sums[row] += input[k] * filter[row];
      add_second(input[k], filter + row, folded, sums[row + 1]);
    }
  }
}

/// FULLY_CONNECTED on int8, four outputs at once.
/// @param input     [batches, input_depth]
/// @param filter    rows in fours, missing ones 0: what rows_s8.h wants of the values that come in fours, then multiply_rest_s8 of the rest
/// @param channels  for each output `channel_words` words: bias (the input's zero point folded in) and, where each output has a scale
///                  of its own, multiplier and right shift; outputs are folded in pairs as rows_s8.h says; filled up to a multiple of 4 outputs
/// @param output    [batches, output_depth]
template <class Op>
IMPULSE_KERNEL void fully_connected_packed_s8(const int8_t *input, const int8_t *filter, const int32_t *channels, int8_t *output) {
  const int32_t whole = Op::input_depth / 4 * 4;
  const int32_t filter_step = 4 * Op::input_depth;
  for (int32_t batch = 0; batch < Op::batches; ++batch, input += Op::input_depth, output += Op::output_depth) {
    for (int32_t oc = 0; oc < Op::output_depth; oc += 4) {
      const int32_t *const channel = channels + oc * Op::channel_words;
      int32_t sums[4] = {channel[0], channel[Op::channel_words], channel[2 * Op::channel_words], channel[3 * Op::channel_words]};
      multiply_rows_s8<whole, Op::folded != 0>(input, filter + oc / 4 * filter_step, sums);
      multiply_rest_s8<Op::input_depth - whole, Op::folded != 0>(input + whole, filter + oc / 4 * filter_step + 4 * whole, sums);
      const int32_t doubled[4] = {2 * sums[0], second_sum_doubled<Op::folded != 0>(sums[0], sums[1]), 2 * sums[2],
                                  second_sum_doubled<Op::folded != 0>(sums[2], sums[3])};
      for (int32_t i = 0; i < 4 && oc + i < Op::output_depth; ++i) {
        const int32_t multiplier = Op::channel_words == 1 ? Op::multiplier : channel[i * Op::channel_words + 1];
        const int32_t shift = Op::channel_words == 1 ? Op::right_shift : channel[i * Op::channel_words + 2];
        output[oc + i] = requantize_doubled<Op>(doubled[i], multiplier, shift, rounding_term<Op>(shift));
      }
    }
  }
}

}  // namespace impulse_nn

#endif  // IMPULSE_NN_FULLY_CONNECTED_PACKED_S8_H
