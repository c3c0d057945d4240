// SPDX-License-Identifier: Apache-2.0
#ifndef IMPULSE_NN_COMPARE_H
#define IMPULSE_NN_COMPARE_H

#include "broadcast.h"

namespace impulse_nn {

/// Whether two numbers are in the relation of that number: ==, !=, <, <=, >, >=.
template <int32_t relation>
struct Comparison {
  template <class T>
  uint8_t operator()(T a, T b) const {
    const bool holds = relation == 0 ? a == b : relation == 1 ? !(a == b) : relation == 2 ? a < b : relation == 3 ? a <= b : relation == 4 ? a > b : a >= b;
    return holds ? 1 : 0;
  }
};

/// EQUAL, NOT_EQUAL, LESS, LESS_EQUAL, GREATER, GREATER_EQUAL, operands as in broadcast.h; 1 where it holds, else 0. NaN is in no relation
/// but !=.
template <class Op, class T>
inline void compare(const T *a, const T *b, uint8_t *output) {
  broadcast<Op>(a, b, output, Comparison<Op::relation>());
}

}  // namespace impulse_nn

#endif  // IMPULSE_NN_COMPARE_H
