// SPDX-License-Identifier: Apache-2.0
#ifndef IMPULSE_NN_CUMSUM_S32_H
#define IMPULSE_NN_CUMSUM_S32_H

#include "running_sums.h"

namespace impulse_nn {

/// CUMSUM on int32, modulo 2^32, as cumsum_f32. Works in place.
/// @param input, output  [outer, axis_size, inner]
template <class Op>
inline void cumsum_s32(const int32_t *input, int32_t *output) {
  running_sums<Op>(
      input, output, static_cast<uint32_t>(0), [](uint32_t sum, int32_t value) { return sum + static_cast<uint32_t>(value); },
      [](uint32_t sum) { return static_cast<int32_t>(sum); });
}

}  // namespace impulse_nn

#endif  // IMPULSE_NN_CUMSUM_S32_H
