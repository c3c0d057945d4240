// SPDX-License-Identifier: Apache-2.0
#ifndef IMPULSE_NN_RSQRT_S16_H
#define IMPULSE_NN_RSQRT_S16_H

#include "fixed_point.h"
#include "requantize.h"

namespace impulse_nn {

/// RSQRT on int16: 1 / sqrt(x), by way of 2^20 / sqrt(integer); of what is not above 0 the largest int16. Works in place.
template <class Op>
inline void rsqrt_s16(const int16_t *input, int16_t *output) {
  const int32_t headroom = 20;
  for (int32_t i = 0; i < Op::elements; ++i) {
    int32_t shift;
    const int32_t multiplier = inverse_square_root(input[i], &shift);
    const int32_t raised = requantize(1, multiplier, shift + headroom);
    const int32_t root = requantize(raised, Op::multiplier, Op::shift - headroom);
    output[i] = static_cast<int16_t>(input[i] <= 0 ? 32767 : clamp(root, -32768, 32767));
  }
}

}  // namespace impulse_nn

#endif  // IMPULSE_NN_RSQRT_S16_H
