// SPDX-License-Identifier: Apache-2.0
#ifndef IMPULSE_NN_LSTM_CELL_F32_H
#define IMPULSE_NN_LSTM_CELL_F32_H

#include "deterministic.h"
#include "tanh_f32.h"

namespace impulse_nn {

/// sigmoid(x), by the deterministic exp().
inline float lstm_sigmoid(float x) { return 1.0f / (1.0f + impulse::exp_f32(-x)); }

/// One unit of a float32 LSTM from the arguments of its four gates: the new cell state, kept within Op::cell_clip (0: none), and what the unit gives.
template <class Op>
inline float lstm_cell_f32(float to_input, float to_forget, float to_cell, float to_output, float *cell) {
  const float clip = Op::cell_clip;
  const float sum = lstm_sigmoid(to_forget) * *cell + lstm_sigmoid(to_input) * tanh_of(to_cell);
  *cell = clip > 0.0f ? (sum < -clip ? -clip : sum > clip ? clip : sum) : sum;
  return tanh_of(*cell) * lstm_sigmoid(to_output);
}

}  // namespace impulse_nn

#endif  // IMPULSE_NN_LSTM_CELL_F32_H
