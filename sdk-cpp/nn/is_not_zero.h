// SPDX-License-Identifier: Apache-2.0
#ifndef IMPULSE_NN_IS_NOT_ZERO_H
#define IMPULSE_NN_IS_NOT_ZERO_H

#include "deterministic.h"

namespace impulse_nn {

/// CAST of any type to bool: 1 for all but 0; NaN is not 0.
template <class Op, class From>
inline void is_not_zero(const From *input, uint8_t *output) {
  for (int32_t i = 0; i < Op::elements; ++i) output[i] = input[i] != From() ? 1 : 0;
}

}  // namespace impulse_nn

#endif  // IMPULSE_NN_IS_NOT_ZERO_H
