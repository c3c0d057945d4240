// SPDX-License-Identifier: Apache-2.0
#ifndef IMPULSE_NN_FLOOR_DIV_INTEGER_H
#define IMPULSE_NN_FLOOR_DIV_INTEGER_H

#include "broadcast.h"

namespace impulse_nn {

/// FLOOR_DIV of int8 or int16 of one scale and without zero points: the quotient of the integers, rounded down. What is divided by 0 saturates, and so does the
/// one quotient that the type does not hold. Operands as in broadcast.h.
template <class Op, class T>
inline void floor_div_integer(const T *a, const T *b, T *output) {
  broadcast<Op>(a, b, output, [](T x, T y) {
    if (y == 0) return static_cast<T>(x < 0 ? Op::low : x > 0 ? Op::high : 0);
    const int32_t quotient = x / y - (x % y != 0 && (x < 0) != (y < 0) ? 1 : 0);
    return static_cast<T>(quotient > Op::high ? Op::high : quotient);
  });
}

}  // namespace impulse_nn

#endif  // IMPULSE_NN_FLOOR_DIV_INTEGER_H
