// SPDX-License-Identifier: Apache-2.0
#ifndef IMPULSE_NN_FLOOR_MOD_INTEGER_H
#define IMPULSE_NN_FLOOR_MOD_INTEGER_H

#include "broadcast.h"

namespace impulse_nn {

/// FLOOR_MOD of int8 or int16 of one scale and without zero points: what is left of a / b rounded down, with the sign of b. By 0: 0,
/// where TFLite stops. Operands as in broadcast.h.
template <class Op, class T>
inline void floor_mod_integer(const T *a, const T *b, T *output) {
  broadcast<Op>(a, b, output, [](T x, T y) {
    if (y == 0) return static_cast<T>(0);
    const int32_t remainder = x % y;
    return static_cast<T>(remainder != 0 && (remainder < 0) != (y < 0) ? remainder + y : remainder);
  });
}

}  // namespace impulse_nn

#endif  // IMPULSE_NN_FLOOR_MOD_INTEGER_H
