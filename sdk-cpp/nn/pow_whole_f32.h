// SPDX-License-Identifier: Apache-2.0
#ifndef IMPULSE_NN_POW_WHOLE_F32_H
#define IMPULSE_NN_POW_WHOLE_F32_H

#include "deterministic.h"

namespace impulse_nn {

/// POW on float32 with one whole exponent from 1 on: squares and products, from the exponent's upper bits down. Works in place.
template <class Op>
inline void pow_whole_f32(const float *input, float *output) {
  int32_t top = 1;
  while (top <= Op::exponent / 2) top *= 2;
  for (int32_t i = 0; i < Op::elements; ++i) {
    const float base = input[i];
    float power = base;
    for (int32_t bit = top / 2; bit > 0; bit /= 2) {
      power *= power;
      if ((Op::exponent & bit) != 0) power *= base;
    }
    output[i] = power;
  }
}

}  // namespace impulse_nn

#endif  // IMPULSE_NN_POW_WHOLE_F32_H
