// SPDX-License-Identifier: Apache-2.0
#ifndef IMPULSE_NN_CLAMP_F32_H
#define IMPULSE_NN_CLAMP_F32_H

#include "float_range.h"

namespace impulse_nn {

/// RELU, RELU6 on float32. Works in place.
template <class Op>
inline void clamp_f32(const float *input, float *output) {
  for (int32_t i = 0; i < Op::elements; ++i) output[i] = activate_f32<Op>(input[i]);
}

}  // namespace impulse_nn

#endif  // IMPULSE_NN_CLAMP_F32_H
