// SPDX-License-Identifier: Apache-2.0
#ifndef IMPULSE_NN_DEQUANTIZE_S8_F32_H
#define IMPULSE_NN_DEQUANTIZE_S8_F32_H

#include "deterministic.h"

namespace impulse_nn {

/// DEQUANTIZE int8 to float32.
template <class Op>
inline void dequantize_s8_f32(const int8_t *input, float *output) {
  const float scale = Op::scale;
  for (int32_t i = 0; i < Op::elements; ++i) output[i] = scale * static_cast<float>(input[i] - Op::zero_point);
}

}  // namespace impulse_nn

#endif  // IMPULSE_NN_DEQUANTIZE_S8_F32_H
