// SPDX-License-Identifier: Apache-2.0
#ifndef IMPULSE_NN_LOGICAL_NOT_H
#define IMPULSE_NN_LOGICAL_NOT_H

#include <stdint.h>

namespace impulse_nn {

/// LOGICAL_NOT of bytes that are 0 or 1. Works in place.
template <class Op>
inline void logical_not(const uint8_t *input, uint8_t *output) {
  for (int32_t i = 0; i < Op::elements; ++i) output[i] = static_cast<uint8_t>(input[i] ^ 1);
}

}  // namespace impulse_nn

#endif  // IMPULSE_NN_LOGICAL_NOT_H
