// SPDX-License-Identifier: Apache-2.0
#ifndef IMPULSE_NN_DIVIDE_S32_H
#define IMPULSE_NN_DIVIDE_S32_H

#include "broadcast.h"

namespace impulse_nn {

/// a / b rounded down, or (is_remainder = 1) what is left then, with the sign of b. By 0: 0, where TFLite stops.
template <int32_t is_remainder>
inline int32_t divide_down(int32_t a, int32_t b) {
  if (b == 0) return 0;
  if (b == -1) return is_remainder != 0 ? 0 : static_cast<int32_t>(0u - static_cast<uint32_t>(a));
  const int32_t remainder = a % b;
  const bool is_below = remainder != 0 && (remainder < 0) != (b < 0);
  if (is_remainder != 0) return is_below ? remainder + b : remainder;
  return a / b - (is_below ? 1 : 0);
}

/// FLOOR_DIV and FLOOR_MOD on int32, operands as in broadcast.h.
template <class Op>
inline void divide_s32(const int32_t *a, const int32_t *b, int32_t *output) {
  broadcast<Op>(a, b, output, divide_down<Op::is_remainder>);
}

}  // namespace impulse_nn

#endif  // IMPULSE_NN_DIVIDE_S32_H
