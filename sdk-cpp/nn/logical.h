// SPDX-License-Identifier: Apache-2.0
#ifndef IMPULSE_NN_LOGICAL_H
#define IMPULSE_NN_LOGICAL_H

#include "broadcast.h"

namespace impulse_nn {

/// LOGICAL_OR (is_or = 1) or LOGICAL_AND of bytes that are 0 or 1, operands as in broadcast.h.
template <class Op>
inline void logical(const uint8_t *a, const uint8_t *b, uint8_t *output) {
  broadcast<Op>(a, b, output, [](uint8_t x, uint8_t y) { return static_cast<uint8_t>(Op::is_or != 0 ? x | y : x & y); });
}

}  // namespace impulse_nn

#endif  // IMPULSE_NN_LOGICAL_H
