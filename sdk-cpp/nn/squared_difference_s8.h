// SPDX-License-Identifier: Apache-2.0
#ifndef IMPULSE_NN_SQUARED_DIFFERENCE_S8_H
#define IMPULSE_NN_SQUARED_DIFFERENCE_S8_H

#include "broadcast.h"
#include "requantize.h"

namespace impulse_nn {

/// SQUARED_DIFFERENCE on int8, operands as in broadcast.h: both at one scale with left_shift bits of headroom, squared, then the output's.
template <class Op>
inline void squared_difference_s8(const int8_t *a, const int8_t *b, int8_t *output) {
  broadcast<Op>(a, b, output, [](int8_t x, int8_t y) {
    const int32_t scaled_a = requantize(shift_left(x - Op::zero_point_a, Op::left_shift), Op::multiplier_a, Op::shift_a);
    const int32_t scaled_b = requantize(shift_left(y - Op::zero_point_b, Op::left_shift), Op::multiplier_b, Op::shift_b);
    const int32_t difference = scaled_a - scaled_b;
    const int32_t squared = requantize(difference * difference, Op::multiplier, Op::shift);
    return static_cast<int8_t>(clamp(squared + Op::output_zero_point, -128, 127));
  });
}

}  // namespace impulse_nn

#endif  // IMPULSE_NN_SQUARED_DIFFERENCE_S8_H
