// SPDX-License-Identifier: Apache-2.0
#ifndef IMPULSE_NN_UNIDIRECTIONAL_SEQUENCE_LSTM_S8_H
#define IMPULSE_NN_UNIDIRECTIONAL_SEQUENCE_LSTM_S8_H

#include "lstm_cell_s16.h"
#include "placement.h"
#include "requantize.h"

namespace impulse_nn {

/// One gate's argument in Q3.12 for one unit: the input's sum and the hidden state's, each requantised and saturated.
/// @param weights    [units, input_depth]
/// @param recurrent  [units, units]
template <class Op>
inline int32_t lstm_gate_s8(const int8_t *input, const int8_t *hidden, const int8_t *weights, const int8_t *recurrent, const int32_t *bias,
                            int32_t unit, const int32_t *factors) {
  int32_t of_input = bias[unit];
  for (int32_t c = 0; c < Op::input_depth; ++c) of_input += weights[unit * Op::input_depth + c] * (input[c] - Op::input_zero_point);
  int32_t of_hidden = 0;
  for (int32_t c = 0; c < Op::units; ++c) of_hidden += recurrent[unit * Op::units + c] * (hidden[c] - Op::hidden_zero_point);
  const int32_t a = clamp(requantize(of_input, factors[0], factors[1]), INT16_MIN, INT16_MAX);
  const int32_t b = clamp(requantize(of_hidden, factors[2], factors[3]), INT16_MIN, INT16_MAX);
  return clamp(a + b, INT16_MIN, INT16_MAX);
}

/// UNIDIRECTIONAL_SEQUENCE_LSTM on int8 with an int16 cell state. Every gate reads the hidden state of the step before: the new one is
/// gathered in the output, so that no gate is stored.
/// @param input     [batches, steps, input_depth], or steps first, by input_step and input_batch
/// @param *_weights, *_recurrent, *_bias  of the gates input, forget, cell, output
/// @param factors   [4 * 4], of each gate: multiplier and shift of the input's sum, then of the hidden state's
/// @param hidden    [batches, units], kept between two runs
/// @param cell      [batches, units], kept between two runs
/// @param output    [batches, steps, units], or steps first
template <class Op>
IMPULSE_KERNEL void unidirectional_sequence_lstm_s8(
    const int8_t *input, const int8_t *input_weights, const int8_t *forget_weights, const int8_t *cell_weights,
    const int8_t *output_weights,
    const int8_t *input_recurrent, const int8_t *forget_recurrent, const int8_t *cell_recurrent, const int8_t *output_recurrent,
    const int32_t *input_bias, const int32_t *forget_bias, const int32_t *cell_bias, const int32_t *output_bias, const int32_t *factors,
    SigmoidTable table, int8_t *hidden, int16_t *cell, int8_t *output) {
  for (int32_t batch = 0; batch < Op::batches; ++batch, hidden += Op::units, cell += Op::units) {
    for (int32_t step = 0; step < Op::steps; ++step) {
      const int8_t *x = input + batch * Op::input_batch + step * Op::input_step;
      int8_t *result = output + batch * Op::output_batch + step * Op::output_step;
      for (int32_t unit = 0; unit < Op::units; ++unit) {
        const int32_t to_input = lstm_gate_s8<Op>(x, hidden, input_weights, input_recurrent, input_bias, unit, factors);
        const int32_t to_forget = lstm_gate_s8<Op>(x, hidden, forget_weights, forget_recurrent, forget_bias, unit, factors + 4);
        const int32_t to_cell = lstm_gate_s8<Op>(x, hidden, cell_weights, cell_recurrent, cell_bias, unit, factors + 8);
        const int32_t to_output = lstm_gate_s8<Op>(x, hidden, output_weights, output_recurrent, output_bias, unit, factors + 12);
        const int32_t scaled = lstm_cell_s16<Op>(table, to_input, to_forget, to_cell, to_output, cell + unit);
        result[unit] = static_cast<int8_t>(clamp(scaled, -128, 127));
      }
      for (int32_t unit = 0; unit < Op::units; ++unit) hidden[unit] = result[unit];
    }
  }
}

}  // namespace impulse_nn

#endif  // IMPULSE_NN_UNIDIRECTIONAL_SEQUENCE_LSTM_S8_H
