// SPDX-License-Identifier: Apache-2.0
#ifndef IMPULSE_NN_REQUANTIZE_ONCE_H
#define IMPULSE_NN_REQUANTIZE_ONCE_H

#include <stdint.h>

namespace impulse_nn {

/// x * multiplier / 2^31 * 2^shift, rounded half up once; shift in [-31, 30], multiplier not negative.
inline int32_t requantize_once(int32_t x, int32_t multiplier, int32_t shift) {
  const int32_t total = 31 - shift;
  return static_cast<int32_t>((static_cast<int64_t>(x) * multiplier + (INT64_C(1) << (total - 1))) >> total);
}

}  // namespace impulse_nn

#endif  // IMPULSE_NN_REQUANTIZE_ONCE_H
