// SPDX-License-Identifier: Apache-2.0
#ifndef IMPULSE_NN_RSQRT_F32_H
#define IMPULSE_NN_RSQRT_F32_H

#include "deterministic.h"
#include "sqrt_f32.h"

namespace impulse_nn {

/// RSQRT on float32: 1 / sqrt(x), two roundings. Works in place.
template <class Op>
inline void rsqrt_f32(const float *input, float *output) {
  for (int32_t i = 0; i < Op::elements; ++i) output[i] = 1.0f / square_root_of(input[i]);
}

}  // namespace impulse_nn

#endif  // IMPULSE_NN_RSQRT_F32_H
