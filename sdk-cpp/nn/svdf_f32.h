// SPDX-License-Identifier: Apache-2.0
#ifndef IMPULSE_NN_SVDF_F32_H
#define IMPULSE_NN_SVDF_F32_H

#include "float_range.h"
#include "placement.h"

namespace impulse_nn {

/// SVDF on float32: each filter reads the input, its last `memory` results are weighed by time, `rank` filters make one output.
/// @param input     [batches, input_depth]
/// @param features  [units * rank, input_depth]
/// @param times     [units * rank, memory]
/// @param bias      [units]
/// @param state     [batches, units * rank, memory], the newest result last; kept between two runs
/// @param output    [batches, units]
template <class Op>
IMPULSE_KERNEL void svdf_f32(const float *input, const float *features, const float *times, const float *bias, float *state,
                             float *output) {
  for (int32_t batch = 0; batch < Op::batches; ++batch, input += Op::input_depth) {
    const float *feature = features;
    const float *time = times;
    for (int32_t unit = 0; unit < Op::units; ++unit) {
      float sum = bias[unit];
      for (int32_t rank = 0; rank < Op::rank; ++rank, time += Op::memory, state += Op::memory) {
        for (int32_t i = 0; i + 1 < Op::memory; ++i) state[i] = state[i + 1];
        float dot = 0.0f;
        for (int32_t c = 0; c < Op::input_depth; ++c) dot += *feature++ * input[c];
        state[Op::memory - 1] = dot;
        float weighed = 0.0f;
        for (int32_t i = 0; i < Op::memory; ++i) weighed += time[i] * state[i];
        sum += weighed;
      }
      *output++ = activate_f32<Op>(sum);
    }
  }
}

}  // namespace impulse_nn

#endif  // IMPULSE_NN_SVDF_F32_H
