// SPDX-License-Identifier: Apache-2.0
#ifndef IMPULSE_NN_DEQUANTIZE_F32_H
#define IMPULSE_NN_DEQUANTIZE_F32_H

#include "deterministic.h"

namespace impulse_nn {

/// DEQUANTIZE of any integer type to float32.
template <class Op, class T>
inline void dequantize_f32(const T *input, float *output) {
  const float scale = Op::scale;
  for (int32_t i = 0; i < Op::elements; ++i) output[i] = scale * static_cast<float>(input[i] - Op::zero_point);
}

}  // namespace impulse_nn

#endif  // IMPULSE_NN_DEQUANTIZE_F32_H
