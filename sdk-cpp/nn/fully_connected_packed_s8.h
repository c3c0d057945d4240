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

/// What layers must have in common to share multiply_layer_s8: their depth, how their rows are packed, and how their sums become an int8.
template <int32_t depth_, bool is_folded_, int32_t channel_words_, bool is_whole_, int32_t zero_point, int32_t low, int32_t high>
struct rows_form {
  static constexpr int32_t depth = depth_, channel_words = channel_words_, output_zero_point = zero_point, activation_min = low, activation_max = high;
  static constexpr bool is_folded = is_folded_, is_whole = is_whole_;  // whole: 4 divides the outputs
};

/// The rest of a layer.
struct rows_layer {
  int32_t batches, output_depth, multiplier, right_shift;
};

/// The code of fully_connected_packed_s8 that layers of one form share.
template <class Form>
IMPULSE_KERNEL void multiply_layer_s8(const rows_layer &layer, const int8_t *input, const int8_t *filter, const int32_t *channels, int8_t *output) {
  constexpr int32_t whole = Form::depth / 4 * 4, words = Form::channel_words;
  constexpr bool folded = Form::is_folded;
  const int32_t output_depth = layer.output_depth, multiplier = layer.multiplier, right_shift = layer.right_shift;
  for (int32_t batch = layer.batches; batch > 0; --batch, input += Form::depth) {
    const int8_t *rows = filter;
    const int32_t *channel = channels;
    for (int32_t left = output_depth; left > 0; left -= 4, rows += 4 * Form::depth, channel += 4 * words) {
      int32_t sums[4] = {channel[0], channel[words], channel[2 * words], channel[3 * words]};
      multiply_rows_s8<whole, folded>(input, rows, sums);
      multiply_rest_s8<Form::depth - whole, folded>(input + whole, rows + 4 * whole, sums);
      const int32_t doubled[4] = {2 * sums[0], second_sum_doubled<folded>(sums[0], sums[1]), 2 * sums[2], second_sum_doubled<folded>(sums[2], sums[3])};
      for (int32_t i = 0; i < 4 && (Form::is_whole || i < left); ++i) {
        const int32_t factor = words == 1 ? multiplier : channel[i * words + 1], shift = words == 1 ? right_shift : channel[i * words + 2];
        *output++ = requantize_doubled<Form>(doubled[i], factor, shift, rounding_term<Form>(shift));
      }
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
inline void fully_connected_packed_s8(const int8_t *input, const int8_t *filter, const int32_t *channels, int8_t *output) {
  typedef rows_form<Op::input_depth, Op::folded != 0, Op::channel_words, Op::output_depth % 4 == 0, Op::output_zero_point, Op::activation_min,
                    Op::activation_max>
      Form;
  static constexpr rows_layer layer = {Op::batches, Op::output_depth, Op::multiplier, Op::right_shift};
  multiply_layer_s8<Form>(layer, input, filter, channels, output);
}

}  // namespace impulse_nn

#endif  // IMPULSE_NN_FULLY_CONNECTED_PACKED_S8_H
