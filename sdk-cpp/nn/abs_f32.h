// SPDX-License-Identifier: Apache-2.0
#ifndef IMPULSE_NN_ABS_F32_H
#define IMPULSE_NN_ABS_F32_H

#include "deterministic.h"

namespace impulse_nn {

/// ABS on float32: the sign's bit is taken away, of -0 as well. Works in place.
template <class Op>
inline void abs_f32(const float *input, float *output) {
  for (int32_t i = 0; i < Op::elements; ++i) output[i] = impulse::f32_of_bits(impulse::bits_of_f32(input[i]) & 0x7fffffffu);
}

}  // namespace impulse_nn

#endif  // IMPULSE_NN_ABS_F32_H
