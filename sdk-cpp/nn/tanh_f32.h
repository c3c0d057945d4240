// SPDX-License-Identifier: Apache-2.0
#ifndef IMPULSE_NN_TANH_F32_H
#define IMPULSE_NN_TANH_F32_H

#include "deterministic.h"

namespace impulse_nn {

/// tanh(x): x + x^3 P(x^2) where that is short, else by exp(); error < 2 ulp.
inline float tanh_of(float x) {
  const float magnitude = x < 0.0f ? -x : x;
  if (magnitude < 0.625f) {
    const float z = x * x;
    // minimax fit, relative error 2^-27
    const float p = -0.333332819419f + z * (0.133314421947f + z * (-0.0537397148455f + z * (0.0206390865671f + z * -0.00570498632638f)));
    return x + x * z * p;
  }
  const float result = 1.0f - 2.0f / (impulse::exp_f32(2.0f * magnitude) + 1.0f);
  return x < 0.0f ? -result : result;
}

/// TANH on float32. Works in place.
template <class Op>
inline void tanh_f32(const float *input, float *output) {
  for (int32_t i = 0; i < Op::elements; ++i) output[i] = tanh_of(input[i]);
}

}  // namespace impulse_nn

#endif  // IMPULSE_NN_TANH_F32_H
