// SPDX-License-Identifier: Apache-2.0
#ifndef IMPULSE_NN_QUANTIZE_F32_S16_H
#define IMPULSE_NN_QUANTIZE_F32_S16_H

#include "deterministic.h"

namespace impulse_nn {

/// QUANTIZE float32 to int16: x / scale, rounded half away from zero, saturated; NaN becomes 0. Works in place.
template <class Op>
inline void quantize_f32_s16(const float *input, int16_t *output) {
  const float scale = Op::scale;
  for (int32_t i = 0; i < Op::elements; ++i) {
    const float steps = input[i] / scale;
    const float inside = steps > 32767.0f ? 32767.0f : steps > -32768.0f ? steps : steps <= -32768.0f ? -32768.0f : 0.0f;
    const int32_t whole = static_cast<int32_t>(inside);
    const float rest = inside - static_cast<float>(whole);
    output[i] = static_cast<int16_t>(whole + (rest >= 0.5f ? 1 : rest <= -0.5f ? -1 : 0));
  }
}

}  // namespace impulse_nn

#endif  // IMPULSE_NN_QUANTIZE_F32_S16_H
