// SPDX-License-Identifier: Apache-2.0
#ifndef IMPULSE_NN_MUL_S16_H
#define IMPULSE_NN_MUL_S16_H

#include "broadcast.h"
#include "placement.h"
#include "requantize.h"

namespace impulse_nn {

/// MUL on int16, operands as in broadcast.h.
template <class Op>
IMPULSE_KERNEL void mul_s16(const int16_t *a, const int16_t *b, int16_t *output) {
  broadcast<Op>(a, b, output, [](int16_t x, int16_t y) {
    return static_cast<int16_t>(clamp(requantize(x * y, Op::multiplier, Op::shift), Op::activation_min, Op::activation_max));
  });
}

}  // namespace impulse_nn

#endif  // IMPULSE_NN_MUL_S16_H
