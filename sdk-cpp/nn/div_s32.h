// SPDX-License-Identifier: Apache-2.0
#ifndef IMPULSE_NN_DIV_S32_H
#define IMPULSE_NN_DIV_S32_H

#include "broadcast.h"

namespace impulse_nn {

/// a / b without its fraction. By 0: 0, where TFLite stops.
inline int32_t divide_towards_zero(int32_t a, int32_t b) {
  if (b == 0) return 0;
  return b == -1 ? static_cast<int32_t>(0u - static_cast<uint32_t>(a)) : a / b;
}

/// DIV on int32, operands as in broadcast.h.
template <class Op>
inline void div_s32(const int32_t *a, const int32_t *b, int32_t *output) {
  broadcast<Op>(a, b, output, divide_towards_zero);
}

}  // namespace impulse_nn

#endif  // IMPULSE_NN_DIV_S32_H
