// SPDX-License-Identifier: Apache-2.0
#ifndef IMPULSE_NN_COMPARE_S8_H
#define IMPULSE_NN_COMPARE_S8_H

#include "compare.h"
#include "requantize.h"

namespace impulse_nn {

/// Bits that operands gain before their scales are multiplied in.
const int32_t compared_shift = 8;

/// EQUAL and its kin on int8 of two scales, operands as in broadcast.h: both are brought to whole numbers of 2^-8, and these compared.
template <class Op>
inline void compare_s8(const int8_t *a, const int8_t *b, uint8_t *output) {
  broadcast<Op>(a, b, output, [](int8_t x, int8_t y) {
    const int32_t left = requantize((x - Op::zero_point_a) * (1 << compared_shift), Op::multiplier_a, Op::shift_a);
    const int32_t right = requantize((y - Op::zero_point_b) * (1 << compared_shift), Op::multiplier_b, Op::shift_b);
    return Comparison<Op::relation>()(left, right);
  });
}

}  // namespace impulse_nn

#endif  // IMPULSE_NN_COMPARE_S8_H
