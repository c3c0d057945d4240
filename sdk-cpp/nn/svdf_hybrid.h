// SPDX-License-Identifier: Apache-2.0
#ifndef IMPULSE_NN_SVDF_HYBRID_H
#define IMPULSE_NN_SVDF_HYBRID_H

#include "float_range.h"
#include "hybrid_input.h"
#include "placement.h"

namespace impulse_nn {

/// SVDF on float32 with weights of int8, arguments as svdf_f32: each row of the input is quantised by a scale of its own, which Op::asymmetric
/// gives a zero point; the weights of time are dequantised as they are read.
/// @param features  [units * rank, input_depth] in steps of Op::feature_scale
/// @param times     [units * rank, memory] in steps of Op::time_scale
/// @param scratch   room for one row of int8
template <class Op>
IMPULSE_KERNEL void svdf_hybrid(const float *input, const int8_t *features, const int8_t *times, const float *bias, float *state, float *output,
                                unsigned char *scratch) {
  int8_t *row = reinterpret_cast<int8_t *>(scratch);
  const float feature_scale = Op::feature_scale;
  const float time_scale = Op::time_scale;
  for (int32_t batch = 0; batch < Op::batches; ++batch, input += Op::input_depth) {
    const HybridScale found = quantize_hybrid_input<Op>(input, Op::input_depth, row);
    const float scale = found.scale * feature_scale;
    const int8_t *feature = features;
    const int8_t *time = times;
    for (int32_t unit = 0; unit < Op::units; ++unit) {
      float sum = 0.0f;
      for (int32_t rank = 0; rank < Op::rank; ++rank, time += Op::memory, state += Op::memory) {
        for (int32_t i = 0; i + 1 < Op::memory; ++i) state[i] = state[i + 1];
        int32_t dot = 0;
        for (int32_t c = 0; c < Op::input_depth; ++c) dot += *feature++ * (row[c] - found.zero_point);
        state[Op::memory - 1] = static_cast<float>(dot) * scale;
        float weighed = 0.0f;
        for (int32_t i = 0; i < Op::memory; ++i) weighed += static_cast<float>(time[i]) * time_scale * state[i];
        sum += weighed;
      }
      *output++ = activate_f32<Op>(sum + bias[unit]);
    }
  }
}

}  // namespace impulse_nn

#endif  // IMPULSE_NN_SVDF_HYBRID_H
