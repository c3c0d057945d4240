// SPDX-License-Identifier: Apache-2.0
#ifndef IMPULSE_NN_UNIDIRECTIONAL_SEQUENCE_RNN_HYBRID_H
#define IMPULSE_NN_UNIDIRECTIONAL_SEQUENCE_RNN_HYBRID_H

#include "unidirectional_sequence_lstm_hybrid.h"
#include "unidirectional_sequence_rnn_f32.h"

namespace impulse_nn {

/// UNIDIRECTIONAL_SEQUENCE_RNN on float32 with weights of int8, arguments as unidirectional_sequence_rnn_f32: the input and the hidden state of each
/// step are quantised by scales of their own, which Op::asymmetric gives a zero point.
/// @param scales   [2]: of the weights, of the recurrent ones
/// @param scratch  room for input and hidden state as int8
template <class Op>
IMPULSE_KERNEL void unidirectional_sequence_rnn_hybrid(const float *input, const int8_t *weights, const int8_t *recurrent, const float *bias,
                                                       const float *scales, float *hidden, float *output, unsigned char *scratch) {
  int8_t *quantized = reinterpret_cast<int8_t *>(scratch);
  for (int32_t batch = 0; batch < Op::batches; ++batch, hidden += Op::units) {
    for (int32_t at = 0; at < Op::steps; ++at) {
      const int32_t place = Op::backward != 0 ? Op::steps - 1 - at : at;
      const float *x = input + batch * Op::input_batch + place * Op::input_step;
      float *result = output + batch * Op::output_batch + place * Op::output_step;
      const LstmStep step = quantize_step<Op>(x, hidden, quantized);
      for (int32_t unit = 0; unit < Op::units; ++unit) {
        result[unit] = hidden[unit] = rnn_cell_f32<Op>(lstm_gate_hybrid<Op>(step, weights, recurrent, bias, unit, scales));
      }
    }
  }
}

}  // namespace impulse_nn

#endif  // IMPULSE_NN_UNIDIRECTIONAL_SEQUENCE_RNN_HYBRID_H
