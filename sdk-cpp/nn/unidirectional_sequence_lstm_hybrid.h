// SPDX-License-Identifier: Apache-2.0
#ifndef IMPULSE_NN_UNIDIRECTIONAL_SEQUENCE_LSTM_HYBRID_H
#define IMPULSE_NN_UNIDIRECTIONAL_SEQUENCE_LSTM_HYBRID_H

#include "hybrid_input.h"
#include "lstm_cell_f32.h"
#include "placement.h"

namespace impulse_nn {

/// Integers of one step and what they stand for.
struct LstmStep {
  const int8_t *input;
  const int8_t *hidden;
  HybridScale of_input;
  HybridScale of_hidden;
};

/// An input and a hidden state as integers, each by a scale of its own.
/// @param quantized  room for both
template <class Op>
inline LstmStep quantize_step(const float *input, const float *hidden, int8_t *quantized) {
  return LstmStep{quantized, quantized + Op::input_depth, quantize_hybrid_input<Op>(input, Op::input_depth, quantized),
                  quantize_hybrid_input<Op>(hidden, Op::units, quantized + Op::input_depth)};
}

/// One gate's argument for one unit; weights as lstm_gate_s8.
/// @param scales  of weights and recurrent weights
template <class Op>
inline float lstm_gate_hybrid(const LstmStep &step, const int8_t *weights, const int8_t *recurrent, const float *bias, int32_t unit,
                              const float *scales) {
  int32_t of_input = 0;
  for (int32_t c = 0; c < Op::input_depth; ++c) of_input += weights[unit * Op::input_depth + c] * (step.input[c] - step.of_input.zero_point);
  int32_t of_hidden = 0;
  for (int32_t c = 0; c < Op::units; ++c) of_hidden += recurrent[unit * Op::units + c] * (step.hidden[c] - step.of_hidden.zero_point);
  const float with_input = bias[unit] + static_cast<float>(of_input) * (step.of_input.scale * scales[0]);
  return with_input + static_cast<float>(of_hidden) * (step.of_hidden.scale * scales[1]);
}

/// UNIDIRECTIONAL_SEQUENCE_LSTM on float32 with weights of int8, arguments as unidirectional_sequence_lstm_s8: the input and the hidden state of
/// each step are quantised by scales of their own, which Op::asymmetric gives a zero point. Where Op::backward is 1
/// the last step comes first.
/// @param scales   [4 * 2], of each gate: of the weights, then of the recurrent ones
/// @param scratch  room for input and hidden state as int8
template <class Op>
IMPULSE_KERNEL void unidirectional_sequence_lstm_hybrid(
    const float *input, const int8_t *input_weights, const int8_t *forget_weights, const int8_t *cell_weights, const int8_t *output_weights,
    const int8_t *input_recurrent, const int8_t *forget_recurrent, const int8_t *cell_recurrent, const int8_t *output_recurrent,
    const float *input_bias, const float *forget_bias, const float *cell_bias, const float *output_bias, const float *scales, float *hidden,
    float *cell, float *output, unsigned char *scratch) {
  int8_t *quantized = reinterpret_cast<int8_t *>(scratch);
  for (int32_t batch = 0; batch < Op::batches; ++batch, hidden += Op::units, cell += Op::units) {
    for (int32_t at = 0; at < Op::steps; ++at) {
      const int32_t place = Op::backward != 0 ? Op::steps - 1 - at : at;
      const float *x = input + batch * Op::input_batch + place * Op::input_step;
      float *result = output + batch * Op::output_batch + place * Op::output_step;
      const LstmStep step = quantize_step<Op>(x, hidden, quantized);
      for (int32_t unit = 0; unit < Op::units; ++unit) {
        const float to_input = lstm_gate_hybrid<Op>(step, input_weights, input_recurrent, input_bias, unit, scales);
        const float to_forget = lstm_gate_hybrid<Op>(step, forget_weights, forget_recurrent, forget_bias, unit, scales + 2);
        const float to_cell = lstm_gate_hybrid<Op>(step, cell_weights, cell_recurrent, cell_bias, unit, scales + 4);
        const float to_output = lstm_gate_hybrid<Op>(step, output_weights, output_recurrent, output_bias, unit, scales + 6);
        result[unit] = hidden[unit] = lstm_cell_f32<Op>(to_input, to_forget, to_cell, to_output, cell + unit);
      }
    }
  }
}

}  // namespace impulse_nn

#endif  // IMPULSE_NN_UNIDIRECTIONAL_SEQUENCE_LSTM_HYBRID_H
