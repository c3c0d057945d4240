// SPDX-License-Identifier: Apache-2.0
#ifndef IMPULSE_NN_REQUANTIZE_WIDE_H
#define IMPULSE_NN_REQUANTIZE_WIDE_H

#include <stdint.h>

namespace impulse_nn {

/// x * multiplier / 2^15 * 2^shift for |x| < 2^47 and a multiplier of 16 bits, rounded half up: what becomes of 64-bit sums.
inline int32_t requantize_wide(int64_t x, int32_t multiplier, int32_t shift) {
  return static_cast<int32_t>((x * multiplier + (INT64_C(1) << (14 - shift))) >> (15 - shift));
}

}  // namespace impulse_nn

#endif  // IMPULSE_NN_REQUANTIZE_WIDE_H
