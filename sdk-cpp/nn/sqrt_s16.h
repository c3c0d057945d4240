// SPDX-License-Identifier: Apache-2.0
#ifndef IMPULSE_NN_SQRT_S16_H
#define IMPULSE_NN_SQRT_S16_H

#include "deterministic.h"

namespace impulse_nn {

/// SQRT on int16: the root of the real value in whole steps of the output, the rest cut off. What is below 0 has none, and counts as 0.
/// Works in place.
template <class Op>
inline void sqrt_s16(const int16_t *input, int16_t *output) {
  const float input_scale = Op::input_scale;
  const float output_scale = Op::output_scale;
  for (int32_t i = 0; i < Op::elements; ++i) {
    const float real = input_scale * static_cast<float>(input[i] < 0 ? 0 : input[i]);
    const float steps = impulse::sqrt_f32(real) / output_scale;
    output[i] = static_cast<int16_t>(steps < 32767.0f ? static_cast<int32_t>(steps) : 32767);
  }
}

}  // namespace impulse_nn

#endif  // IMPULSE_NN_SQRT_S16_H
