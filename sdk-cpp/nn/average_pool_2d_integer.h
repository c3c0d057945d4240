// SPDX-License-Identifier: Apache-2.0
#ifndef IMPULSE_NN_AVERAGE_POOL_2D_INTEGER_H
#define IMPULSE_NN_AVERAGE_POOL_2D_INTEGER_H

#include "average_windows.h"

namespace impulse_nn {

/// AVERAGE_POOL_2D on int8 and int16, rounded half away from zero.
template <class Op, class T>
inline void average_pool_2d_integer(const T *input, T *output) {
  average_windows<Op>(input, output, [](int32_t sum, int32_t count) {
    return sum > 0 ? (sum + count / 2) / count : (sum - count / 2) / count;
  });
}

}  // namespace impulse_nn

#endif  // IMPULSE_NN_AVERAGE_POOL_2D_INTEGER_H
