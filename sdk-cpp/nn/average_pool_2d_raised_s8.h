// SPDX-License-Identifier: Apache-2.0
#ifndef IMPULSE_NN_AVERAGE_POOL_2D_RAISED_S8_H
#define IMPULSE_NN_AVERAGE_POOL_2D_RAISED_S8_H

#include "average_windows.h"

namespace impulse_nn {

/// AVERAGE_POOL_2D on what a uint8 model holds 128 higher, where no sum is negative: rounded half up.
template <class Op>
inline void average_pool_2d_raised_s8(const int8_t *input, int8_t *output) {
  average_windows<Op>(input, output, [](int32_t sum, int32_t count) { return (sum + 128 * count + count / 2) / count - 128; });
}

}  // namespace impulse_nn

#endif  // IMPULSE_NN_AVERAGE_POOL_2D_RAISED_S8_H
