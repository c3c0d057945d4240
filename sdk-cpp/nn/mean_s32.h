// SPDX-License-Identifier: Apache-2.0
#ifndef IMPULSE_NN_MEAN_S32_H
#define IMPULSE_NN_MEAN_S32_H

#include "reduce.h"

namespace impulse_nn {

/// MEAN on int32 that are no activations but counts: the sum, in 64 bits, divided by how many there are, without its fraction;
/// axes as in reduce.h.
template <class Op>
inline void mean_s32(const int32_t *input, int32_t *output) {
  reduce<Op>(
      input, static_cast<int64_t>(0), [](int64_t sum, int32_t value) { return sum + value; },
      [&output](int64_t sum) { *output++ = static_cast<int32_t>(sum / reduced_count<Op>()); });
}

}  // namespace impulse_nn

#endif  // IMPULSE_NN_MEAN_S32_H
