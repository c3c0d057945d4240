// SPDX-License-Identifier: Apache-2.0
#ifndef IMPULSE_NN_EXP_F32_H
#define IMPULSE_NN_EXP_F32_H

#include "deterministic.h"

namespace impulse_nn {

/// EXP on float32, by the deterministic exp(). Works in place.
template <class Op>
inline void exp_f32(const float *input, float *output) {
  for (int32_t i = 0; i < Op::elements; ++i) output[i] = impulse::exp_f32(input[i]);
}

}  // namespace impulse_nn

#endif  // IMPULSE_NN_EXP_F32_H
