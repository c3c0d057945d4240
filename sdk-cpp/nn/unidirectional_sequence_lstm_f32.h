// SPDX-License-Identifier: Apache-2.0
#ifndef IMPULSE_NN_UNIDIRECTIONAL_SEQUENCE_LSTM_F32_H
#define IMPULSE_NN_UNIDIRECTIONAL_SEQUENCE_LSTM_F32_H

#include "deterministic.h"
#include "lstm_cell_f32.h"
#include "placement.h"

namespace impulse_nn {

/// One gate's argument for one unit; weights as lstm_gate_s8.
template <class Op>
inline float lstm_gate_f32(const float *input, const float *hidden, const float *weights, const float *recurrent, const float *bias,
                           int32_t unit) {
  float of_input = 0.0f;
  for (int32_t c = 0; c < Op::input_depth; ++c) of_input += input[c] * weights[unit * Op::input_depth + c];
  float of_hidden = 0.0f;
  for (int32_t c = 0; c < Op::units; ++c) of_hidden += hidden[c] * recurrent[unit * Op::units + c];
  return (of_input + bias[unit]) + of_hidden;
}

/// UNIDIRECTIONAL_SEQUENCE_LSTM on float32, by the deterministic exp(); arguments as unidirectional_sequence_lstm_s8. Where
/// Op::backward is 1 the last step comes first.
template <class Op>
IMPULSE_KERNEL void unidirectional_sequence_lstm_f32(
    const float *input, const float *input_weights, const float *forget_weights, const float *cell_weights, const float *output_weights,
    const float *input_recurrent, const float *forget_recurrent, const float *cell_recurrent, const float *output_recurrent,
    const float *input_bias, const float *forget_bias, const float *cell_bias, const float *output_bias, float *hidden, float *cell,
    float *output) {
  for (int32_t batch = 0; batch < Op::batches; ++batch, hidden += Op::units, cell += Op::units) {
    for (int32_t at = 0; at < Op::steps; ++at) {
      const int32_t step = Op::backward != 0 ? Op::steps - 1 - at : at;
      const float *x = input + batch * Op::input_batch + step * Op::input_step;
      float *result = output + batch * Op::output_batch + step * Op::output_step;
      for (int32_t unit = 0; unit < Op::units; ++unit) {
        const float to_input = lstm_gate_f32<Op>(x, hidden, input_weights, input_recurrent, input_bias, unit);
        const float to_forget = lstm_gate_f32<Op>(x, hidden, forget_weights, forget_recurrent, forget_bias, unit);
        const float to_cell = lstm_gate_f32<Op>(x, hidden, cell_weights, cell_recurrent, cell_bias, unit);
        const float to_output = lstm_gate_f32<Op>(x, hidden, output_weights, output_recurrent, output_bias, unit);
        result[unit] = lstm_cell_f32<Op>(to_input, to_forget, to_cell, to_output, cell + unit);
      }
      for (int32_t unit = 0; unit < Op::units; ++unit) hidden[unit] = result[unit];
    }
  }
}

}  // namespace impulse_nn

#endif  // IMPULSE_NN_UNIDIRECTIONAL_SEQUENCE_LSTM_F32_H
