// SPDX-License-Identifier: Apache-2.0
#ifndef IMPULSE_NN_PRELU_INTEGER_H
#define IMPULSE_NN_PRELU_INTEGER_H

#include "broadcast.h"
#include "requantize.h"

namespace impulse_nn {

/// PRELU on int8 and int16, alpha being int8: both branches have a multiplier of their own. Input and alpha as in broadcast.h; `low` and `high`
/// are the type's range.
template <class Op, class T>
inline void prelu_integer(const T *input, const int8_t *alpha, T *output) {
  broadcast<Op>(input, alpha, output, [](T x, int8_t slope) {
    const int32_t centred = x - Op::zero_point_a;
    const int32_t scaled = centred >= 0 ? requantize(centred, Op::multiplier_above, Op::shift_above)
                                        : requantize(centred * (slope - Op::zero_point_b), Op::multiplier_below, Op::shift_below);
    return static_cast<T>(clamp(scaled + Op::output_zero_point, Op::low, Op::high));
  });
}

}  // namespace impulse_nn

#endif  // IMPULSE_NN_PRELU_INTEGER_H
