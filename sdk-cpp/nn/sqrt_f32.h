// SPDX-License-Identifier: Apache-2.0
#ifndef IMPULSE_NN_SQRT_F32_H
#define IMPULSE_NN_SQRT_F32_H

#include "deterministic.h"

namespace impulse_nn {

/// sqrt(x); of what is below 0 the one NaN that every core agrees on.
inline float square_root_of(float x) { return x < 0.0f ? impulse::f32_of_bits(0x7fc00000u) : impulse::sqrt_f32(x); }

/// SQRT on float32. Works in place.
template <class Op>
inline void sqrt_f32(const float *input, float *output) {
  for (int32_t i = 0; i < Op::elements; ++i) output[i] = square_root_of(input[i]);
}

}  // namespace impulse_nn

#endif  // IMPULSE_NN_SQRT_F32_H
