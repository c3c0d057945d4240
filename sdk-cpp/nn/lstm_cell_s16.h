// SPDX-License-Identifier: Apache-2.0
#ifndef IMPULSE_NN_LSTM_CELL_S16_H
#define IMPULSE_NN_LSTM_CELL_S16_H

#include "requantize.h"
#include "sigmoid_s16.h"

namespace impulse_nn {

/// One unit of an LSTM with an int16 cell state, from the arguments of its four gates in Q3.12: the new cell state, and what the unit gives, in
/// the hidden state's steps, not yet saturated.
template <class Op>
inline int32_t lstm_cell_s16(SigmoidTable table, int32_t to_input, int32_t to_forget, int32_t to_cell, int32_t to_output, int16_t *cell) {
  const int32_t in = sigmoid_s16(table, to_input, 3, 0);
  const int32_t forget = sigmoid_s16(table, to_forget, 3, 0);
  const int32_t candidate = tanh_s16(table, to_cell, 3, 0);
  const int32_t out = sigmoid_s16(table, to_output, 3, 0);
  const int32_t kept = clamp(requantize(forget * *cell, Op::forget_multiplier, Op::forget_shift), INT16_MIN, INT16_MAX);
  const int32_t added = clamp(requantize(in * candidate, Op::input_multiplier, Op::input_shift), INT16_MIN, INT16_MAX);
  const int32_t sum = clamp(clamp(kept + added, INT16_MIN, INT16_MAX), -Op::cell_clip, Op::cell_clip);
  *cell = static_cast<int16_t>(sum);
  const int32_t squashed = tanh_s16(table, sum, Op::tanh_multiplier, Op::tanh_shift);
  return requantize(squashed * out, Op::output_multiplier, Op::output_shift) + Op::hidden_zero_point;
}

}  // namespace impulse_nn

#endif  // IMPULSE_NN_LSTM_CELL_S16_H
