// SPDX-License-Identifier: Apache-2.0
#ifndef IMPULSE_NN_SVDF_S8_H
#define IMPULSE_NN_SVDF_S8_H

#include "placement.h"
#include "requantize.h"

namespace impulse_nn {

/// SVDF on int8, its state int16 or int8; layouts as svdf_f32. `low` and `high` are the state's range.
template <class Op, class State>
IMPULSE_KERNEL void svdf_s8(const int8_t *input, const int8_t *features, const State *times, const int32_t *bias, State *state,
                            int8_t *output) {
  for (int32_t batch = 0; batch < Op::batches; ++batch, input += Op::input_depth) {
    const int8_t *feature = features;
    const State *time = times;
    for (int32_t unit = 0; unit < Op::units; ++unit) {
      int32_t sum = bias[unit];
      for (int32_t rank = 0; rank < Op::rank; ++rank, time += Op::memory, state += Op::memory) {
        for (int32_t i = 0; i + 1 < Op::memory; ++i) state[i] = state[i + 1];
        int32_t dot = 0;
        for (int32_t c = 0; c < Op::input_depth; ++c) dot += *feature++ * (input[c] - Op::input_zero_point);
        const int32_t newest = clamp(requantize(dot, Op::feature_multiplier, Op::feature_shift), Op::low, Op::high);
        state[Op::memory - 1] = static_cast<State>(newest + Op::state_zero_point);
        for (int32_t i = 0; i < Op::memory; ++i) {
          const int32_t product = time[i] * (state[i] - Op::state_zero_point);
          sum = static_cast<int32_t>(static_cast<uint32_t>(sum) + static_cast<uint32_t>(product));  // wraps, as the reference does
        }
      }
      const int32_t scaled = requantize(sum, Op::multiplier, Op::shift) + Op::output_zero_point;
      *output++ = static_cast<int8_t>(clamp(scaled, -128, 127));
    }
  }
}

}  // namespace impulse_nn

#endif  // IMPULSE_NN_SVDF_S8_H
