// SPDX-License-Identifier: Apache-2.0
#ifndef IMPULSE_NN_HARD_SWISH_F32_H
#define IMPULSE_NN_HARD_SWISH_F32_H

#include "deterministic.h"

namespace impulse_nn {

/// x * relu6(x + 3) / 6.
inline float hard_swish_of(float x) {
  const float raised = x + 3.0f;
  const float gate = raised < 0.0f ? 0.0f : raised > 6.0f ? 6.0f : raised;
  return x * gate / 6.0f;
}

/// HARD_SWISH on float32: x * relu6(x + 3) / 6, in this order. Works in place.
template <class Op>
inline void hard_swish_f32(const float *input, float *output) {
  for (int32_t i = 0; i < Op::elements; ++i) output[i] = hard_swish_of(input[i]);
}

}  // namespace impulse_nn

#endif  // IMPULSE_NN_HARD_SWISH_F32_H
