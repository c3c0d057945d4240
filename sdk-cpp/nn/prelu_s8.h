// SPDX-License-Identifier: Apache-2.0
#ifndef IMPULSE_NN_PRELU_S8_H
#define IMPULSE_NN_PRELU_S8_H

#include "broadcast.h"
#include "requantize.h"

namespace impulse_nn {

/// PRELU on int8: both branches have a multiplier of their own. Input and alpha as in broadcast.h.
template <class Op>
inline void prelu_s8(const int8_t *input, const int8_t *alpha, int8_t *output) {
  broadcast<Op>(input, alpha, output, [](int8_t x, int8_t slope) {
    const int32_t centred = x - Op::zero_point_a;
    const int32_t scaled = centred >= 0 ? requantize(centred, Op::multiplier_above, Op::shift_above)
                                        : requantize(centred * (slope - Op::zero_point_b), Op::multiplier_below, Op::shift_below);
    return static_cast<int8_t>(clamp(scaled + Op::output_zero_point, -128, 127));
  });
}

}  // namespace impulse_nn

#endif  // IMPULSE_NN_PRELU_S8_H
