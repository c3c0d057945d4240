// SPDX-License-Identifier: Apache-2.0
#ifndef IMPULSE_NN_UNIDIRECTIONAL_SEQUENCE_RNN_F32_H
#define IMPULSE_NN_UNIDIRECTIONAL_SEQUENCE_RNN_F32_H

#include "float_range.h"
#include "tanh_f32.h"
#include "unidirectional_sequence_lstm_f32.h"

namespace impulse_nn {

/// What a unit of a plain recurrent layer gives: tanh() where Op::tanh is 1, else its argument within the activation's range.
template <class Op>
inline float rnn_cell_f32(float argument) {
  return Op::tanh != 0 ? tanh_of(argument) : activate_f32<Op>(argument);
}

/// UNIDIRECTIONAL_SEQUENCE_RNN on float32, by the deterministic exp(): h = activation(weights x + bias + recurrent h), step by step.
/// @param input      rows of input_depth values, Op::input_step and Op::input_batch apart
/// @param weights    [units, input_depth]
/// @param recurrent  [units, units]
/// @param bias       [units]
/// @param hidden     [batches, units], kept between two runs
/// @param output     rows of `units` values, Op::output_step and Op::output_batch apart; where Op::backward is 1 the last step comes first
template <class Op>
IMPULSE_KERNEL void unidirectional_sequence_rnn_f32(const float *input, const float *weights, const float *recurrent, const float *bias,
                                                    float *hidden, float *output) {
  for (int32_t batch = 0; batch < Op::batches; ++batch, hidden += Op::units) {
    for (int32_t at = 0; at < Op::steps; ++at) {
      const int32_t step = Op::backward != 0 ? Op::steps - 1 - at : at;
      const float *x = input + batch * Op::input_batch + step * Op::input_step;
      float *result = output + batch * Op::output_batch + step * Op::output_step;
      for (int32_t unit = 0; unit < Op::units; ++unit) {
        result[unit] = rnn_cell_f32<Op>(lstm_gate_f32<Op>(x, hidden, weights, recurrent, bias, unit));
      }
      for (int32_t unit = 0; unit < Op::units; ++unit) hidden[unit] = result[unit];
    }
  }
}

}  // namespace impulse_nn

#endif  // IMPULSE_NN_UNIDIRECTIONAL_SEQUENCE_RNN_F32_H
