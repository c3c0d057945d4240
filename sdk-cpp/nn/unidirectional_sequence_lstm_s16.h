// SPDX-License-Identifier: Apache-2.0
#ifndef IMPULSE_NN_UNIDIRECTIONAL_SEQUENCE_LSTM_S16_H
#define IMPULSE_NN_UNIDIRECTIONAL_SEQUENCE_LSTM_S16_H

#include "lstm_cell_s16.h"
#include "placement.h"
#include "requantize.h"
#include "requantize_wide.h"

namespace impulse_nn {

/// One gate's argument in Q3.12 for one unit, as lstm_gate_s8; sums have 64 bits.
template <class Op>
inline int32_t lstm_gate_s16(const int16_t *input, const int16_t *hidden, const int8_t *weights, const int8_t *recurrent, const int32_t *bias,
                             int32_t unit, const int32_t *factors) {
  int64_t of_input = bias[unit];
  for (int32_t c = 0; c < Op::input_depth; ++c) of_input += weights[unit * Op::input_depth + c] * input[c];
  int64_t of_hidden = 0;
  for (int32_t c = 0; c < Op::units; ++c) of_hidden += recurrent[unit * Op::units + c] * hidden[c];
  const int32_t a = clamp(requantize_wide(of_input, factors[0], factors[1]), INT16_MIN, INT16_MAX);
  const int32_t b = clamp(requantize_wide(of_hidden, factors[2], factors[3]), INT16_MIN, INT16_MAX);
  return clamp(a + b, INT16_MIN, INT16_MAX);
}

/// UNIDIRECTIONAL_SEQUENCE_LSTM on int16 with weights of int8, arguments as unidirectional_sequence_lstm_s8. Multipliers of the gates have 16 bits.
template <class Op>
IMPULSE_KERNEL void unidirectional_sequence_lstm_s16(
    const int16_t *input, const int8_t *input_weights, const int8_t *forget_weights, const int8_t *cell_weights,
    const int8_t *output_weights,
    const int8_t *input_recurrent, const int8_t *forget_recurrent, const int8_t *cell_recurrent, const int8_t *output_recurrent,
    const int32_t *input_bias, const int32_t *forget_bias, const int32_t *cell_bias, const int32_t *output_bias, const int32_t *factors,
    SigmoidTable table, int16_t *hidden, int16_t *cell, int16_t *output) {
  for (int32_t batch = 0; batch < Op::batches; ++batch, hidden += Op::units, cell += Op::units) {
    for (int32_t step = 0; step < Op::steps; ++step) {
      const int16_t *x = input + batch * Op::input_batch + step * Op::input_step;
      int16_t *result = output + batch * Op::output_batch + step * Op::output_step;
      for (int32_t unit = 0; unit < Op::units; ++unit) {
        const int32_t to_input = lstm_gate_s16<Op>(x, hidden, input_weights, input_recurrent, input_bias, unit, factors);
        const int32_t to_forget = lstm_gate_s16<Op>(x, hidden, forget_weights, forget_recurrent, forget_bias, unit, factors + 4);
        const int32_t to_cell = lstm_gate_s16<Op>(x, hidden, cell_weights, cell_recurrent, cell_bias, unit, factors + 8);
        const int32_t to_output = lstm_gate_s16<Op>(x, hidden, output_weights, output_recurrent, output_bias, unit, factors + 12);
        const int32_t scaled = lstm_cell_s16<Op>(table, to_input, to_forget, to_cell, to_output, cell + unit);
        result[unit] = static_cast<int16_t>(clamp(scaled, INT16_MIN, INT16_MAX));
      }
      for (int32_t unit = 0; unit < Op::units; ++unit) hidden[unit] = result[unit];
    }
  }
}

}  // namespace impulse_nn

#endif  // IMPULSE_NN_UNIDIRECTIONAL_SEQUENCE_LSTM_S16_H
