// SPDX-License-Identifier: Apache-2.0
#ifndef IMPULSE_NN_SQUARED_DIFFERENCE_INTEGER_H
#define IMPULSE_NN_SQUARED_DIFFERENCE_INTEGER_H

#include "broadcast.h"
#include "requantize.h"

namespace impulse_nn {

/// SQUARED_DIFFERENCE on int8 and int16, operands as in broadcast.h: both at one scale with left_shift bits of headroom, squared, then the output's.
template <class Op, class T>
inline void squared_difference_integer(const T *a, const T *b, T *output) {
  broadcast<Op>(a, b, output, [](T x, T y) {
    const int32_t scaled_a = requantize(shift_left(x - Op::zero_point_a, Op::left_shift), Op::multiplier_a, Op::shift_a);
    const int32_t scaled_b = requantize(shift_left(y - Op::zero_point_b, Op::left_shift), Op::multiplier_b, Op::shift_b);
    const int32_t difference = scaled_a - scaled_b;
    const int32_t squared = requantize(difference * difference, Op::multiplier, Op::shift);
    return static_cast<T>(clamp(squared + Op::output_zero_point, Op::low, Op::high));
  });
}

}  // namespace impulse_nn

#endif  // IMPULSE_NN_SQUARED_DIFFERENCE_INTEGER_H
