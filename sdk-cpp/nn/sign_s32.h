// SPDX-License-Identifier: Apache-2.0
#ifndef IMPULSE_NN_SIGN_S32_H
#define IMPULSE_NN_SIGN_S32_H

#include <stdint.h>

namespace impulse_nn {

/// SIGN on int32: -1, 0 or 1. Works in place.
template <class Op>
inline void sign_s32(const int32_t *input, int32_t *output) {
  for (int32_t i = 0; i < Op::elements; ++i) output[i] = (input[i] > 0 ? 1 : 0) - (input[i] < 0 ? 1 : 0);
}

}  // namespace impulse_nn

#endif  // IMPULSE_NN_SIGN_S32_H
