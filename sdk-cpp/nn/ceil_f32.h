// SPDX-License-Identifier: Apache-2.0
#ifndef IMPULSE_NN_CEIL_F32_H
#define IMPULSE_NN_CEIL_F32_H

#include "deterministic.h"

namespace impulse_nn {

/// CEIL on float32: the nearest whole number above. Works in place.
template <class Op>
inline void ceil_f32(const float *input, float *output) {
  for (int32_t i = 0; i < Op::elements; ++i) output[i] = ceilf(input[i]);
}

}  // namespace impulse_nn

#endif  // IMPULSE_NN_CEIL_F32_H
