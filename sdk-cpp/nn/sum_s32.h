// SPDX-License-Identifier: Apache-2.0
#ifndef IMPULSE_NN_SUM_S32_H
#define IMPULSE_NN_SUM_S32_H

#include "reduce.h"

namespace impulse_nn {

/// SUM on int32 that are no activations but counts, modulo 2^32; axes as in reduce.h.
template <class Op>
inline void sum_s32(const int32_t *input, int32_t *output) {
  reduce<Op>(
      input, 0u, [](uint32_t sum, int32_t value) { return sum + static_cast<uint32_t>(value); },
      [&output](uint32_t sum) { *output++ = static_cast<int32_t>(sum); });
}

}  // namespace impulse_nn

#endif  // IMPULSE_NN_SUM_S32_H
