// SPDX-License-Identifier: Apache-2.0
#ifndef IMPULSE_NN_QUANTIZE_F32_S8_H
#define IMPULSE_NN_QUANTIZE_F32_S8_H

#include "deterministic.h"

namespace impulse_nn {

/// QUANTIZE float32 to int8: x / scale, rounded half away from zero, saturated. Works in place; x is finite.
template <class Op>
inline void quantize_f32_s8(const float *input, int8_t *output) {
  const float scale = Op::scale;
  for (int32_t i = 0; i < Op::elements; ++i) {
    const float steps = input[i] / scale;
    // beyond 512 steps every zero point saturates, and float -> int32 stays defined
    const float bounded = steps < -512.0f ? -512.0f : steps > 512.0f ? 512.0f : steps;
    const int32_t whole = static_cast<int32_t>(bounded);
    const float rest = bounded - static_cast<float>(whole);
    const int32_t rounded = whole + (rest >= 0.5f ? 1 : rest <= -0.5f ? -1 : 0) + Op::zero_point;
    output[i] = static_cast<int8_t>(rounded < -128 ? -128 : rounded > 127 ? 127 : rounded);
  }
}

}  // namespace impulse_nn

#endif  // IMPULSE_NN_QUANTIZE_F32_S8_H
