// SPDX-License-Identifier: Apache-2.0
#ifndef IMPULSE_NN_ELU_F32_H
#define IMPULSE_NN_ELU_F32_H

#include "deterministic.h"

namespace impulse_nn {

/// exp(x) - 1 for x < 0: where that is short a polynomial, whose leading terms keep every digit near 0; error < 2 ulp.
inline float exp_minus_one(float x) {
  if (x < -0.34f) return impulse::exp_f32(x) - 1.0f;
  // x + x^2 P(x): the polynomial of exp_f32, minimax on |x| <= log(2)/2 = 0.347
  const float p = 0.499999934517f + x * (0.166665206898f + x * (0.0416683873613f + x * (0.00836870982417f + x * 0.00138146132608f)));
  return x + x * x * p;
}

/// ELU on float32: exp(x) - 1 below 0. Works in place.
template <class Op>
inline void elu_f32(const float *input, float *output) {
  for (int32_t i = 0; i < Op::elements; ++i) output[i] = input[i] < 0.0f ? exp_minus_one(input[i]) : input[i];
}

}  // namespace impulse_nn

#endif  // IMPULSE_NN_ELU_F32_H
