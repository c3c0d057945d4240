// SPDX-License-Identifier: Apache-2.0
#ifndef IMPULSE_NN_ADD_S16_H
#define IMPULSE_NN_ADD_S16_H

#include "broadcast.h"
#include "placement.h"
#include "requantize.h"

namespace impulse_nn {

/// ADD (sign_b = 1) and SUB (sign_b = -1) on int16, as add_s8 with less headroom; operands as in broadcast.h.
template <class Op>
IMPULSE_KERNEL void add_s16(const int16_t *a, const int16_t *b, int16_t *output) {
  broadcast<Op>(a, b, output, [](int16_t x, int16_t y) {
    const int32_t scaled_a = requantize(shift_left(x, Op::left_shift), Op::multiplier_a, Op::shift_a);
    const int32_t scaled_b = requantize(shift_left(y, Op::left_shift), Op::multiplier_b, Op::shift_b);
    const int32_t sum = requantize(scaled_a + Op::sign_b * scaled_b, Op::multiplier, Op::shift);
    return static_cast<int16_t>(clamp(sum, Op::activation_min, Op::activation_max));
  });
}

}  // namespace impulse_nn

#endif  // IMPULSE_NN_ADD_S16_H
