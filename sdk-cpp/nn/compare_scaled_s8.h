// SPDX-License-Identifier: Apache-2.0
#ifndef IMPULSE_NN_COMPARE_SCALED_S8_H
#define IMPULSE_NN_COMPARE_SCALED_S8_H

#include "broadcast.h"
#include "compare.h"
#include "requantize.h"

namespace impulse_nn {

/// EQUAL and the others on int8 with a scale and a zero point each: both operands are brought to the same small steps first. Operands as in
/// broadcast.h, the answer as in compare.h.
template <class Op>
inline void compare_scaled_s8(const int8_t *a, const int8_t *b, uint8_t *output) {
  broadcast<Op>(a, b, output, [](int8_t x, int8_t y) {
    const int32_t left = requantize((x - Op::zero_point_a) * 256, Op::multiplier_a, Op::shift_a);
    const int32_t right = requantize((y - Op::zero_point_b) * 256, Op::multiplier_b, Op::shift_b);
    return Comparison<Op::relation>()(left, right);
  });
}

}  // namespace impulse_nn

#endif  // IMPULSE_NN_COMPARE_SCALED_S8_H
