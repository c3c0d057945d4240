// SPDX-License-Identifier: Apache-2.0
#ifndef IMPULSE_NN_REDUCE_LOGICAL_H
#define IMPULSE_NN_REDUCE_LOGICAL_H

#include "reduce.h"

namespace impulse_nn {

/// REDUCE_ANY (is_any = 1) or REDUCE_ALL of bytes that are 0 or 1, axes as in reduce.h.
template <class Op>
inline void reduce_logical(const uint8_t *input, uint8_t *output) {
  const uint8_t start = Op::is_any != 0 ? 0 : 1;
  reduce<Op>(
      input, start, [](uint8_t sum, uint8_t value) { return static_cast<uint8_t>(Op::is_any != 0 ? sum | value : sum & value); },
      [&output](uint8_t result) { *output++ = result; });
}

}  // namespace impulse_nn

#endif  // IMPULSE_NN_REDUCE_LOGICAL_H
