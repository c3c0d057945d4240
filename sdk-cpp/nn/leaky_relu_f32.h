// SPDX-License-Identifier: Apache-2.0
#ifndef IMPULSE_NN_LEAKY_RELU_F32_H
#define IMPULSE_NN_LEAKY_RELU_F32_H

#include "deterministic.h"

namespace impulse_nn {

/// LEAKY_RELU on float32. Works in place.
template <class Op>
inline void leaky_relu_f32(const float *input, float *output) {
  const float alpha = Op::alpha;
  for (int32_t i = 0; i < Op::elements; ++i) output[i] = input[i] > 0.0f ? input[i] : input[i] * alpha;
}

}  // namespace impulse_nn

#endif  // IMPULSE_NN_LEAKY_RELU_F32_H
