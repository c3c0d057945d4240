// SPDX-License-Identifier: Apache-2.0
#ifndef IMPULSE_NN_GELU_F32_H
#define IMPULSE_NN_GELU_F32_H

#include "deterministic.h"
#include "tanh_f32.h"

namespace impulse_nn {

/// The complementary error function of a number from 0 on, by a Chebyshev fit (Numerical Recipes, erfcc): relative error below 2^-22.
inline float erfc_of(float z) {
  const float t = 1.0f / (1.0f + 0.5f * z);
  const float p = t * (0.27886807f + t * (-1.13520398f + t * (1.48851587f + t * (-0.82215223f + t * 0.17087277f))));
  const float q = -1.26551223f + t * (1.00002368f + t * (0.37409196f + t * (0.09678418f + t * (-0.18628806f + p))));
  return t * impulse::exp_f32(-z * z + q);
}

/// x times the share of the normal distribution below x; with Op::approximate by tanh().
template <class Op>
inline float gelu_of(float x) {
  if (Op::approximate != 0) return 0.5f * x * (1.0f + tanh_of(0.797884561f * (x + 0.044715f * x * x * x)));
  const float tail = erfc_of((x < 0.0f ? -x : x) * 0.707106781f);
  return 0.5f * x * (x < 0.0f ? tail : 2.0f - tail);
}

/// GELU on float32. Works in place.
template <class Op>
inline void gelu_f32(const float *input, float *output) {
  for (int32_t i = 0; i < Op::elements; ++i) output[i] = gelu_of<Op>(input[i]);
}

}  // namespace impulse_nn

#endif  // IMPULSE_NN_GELU_F32_H
