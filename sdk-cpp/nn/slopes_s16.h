// SPDX-License-Identifier: Apache-2.0
#ifndef IMPULSE_NN_SLOPES_S16_H
#define IMPULSE_NN_SLOPES_S16_H

#include "requantize.h"

namespace impulse_nn {

/// LEAKY_RELU and ABS on int16: a multiplier for values from 0 on, and one for those below, which `sign_below` turns first. Works in place.
template <class Op>
inline void slopes_s16(const int16_t *input, int16_t *output) {
  for (int32_t i = 0; i < Op::elements; ++i) {
    const int32_t scaled = input[i] >= 0 ? requantize(input[i], Op::multiplier_above, Op::shift_above)
                                         : requantize(Op::sign_below * input[i], Op::multiplier_below, Op::shift_below);
    output[i] = static_cast<int16_t>(clamp(scaled, -32768, 32767));
  }
}

}  // namespace impulse_nn

#endif  // IMPULSE_NN_SLOPES_S16_H
