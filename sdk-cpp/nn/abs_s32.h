// SPDX-License-Identifier: Apache-2.0
#ifndef IMPULSE_NN_ABS_S32_H
#define IMPULSE_NN_ABS_S32_H

#include <stdint.h>

namespace impulse_nn {

/// ABS on int32, modulo 2^32: the lowest value, which has no counterpart, stays itself. Works in place.
template <class Op>
inline void abs_s32(const int32_t *input, int32_t *output) {
  for (int32_t i = 0; i < Op::elements; ++i) {
    output[i] = input[i] < 0 ? static_cast<int32_t>(0u - static_cast<uint32_t>(input[i])) : input[i];
  }
}

}  // namespace impulse_nn

#endif  // IMPULSE_NN_ABS_S32_H
