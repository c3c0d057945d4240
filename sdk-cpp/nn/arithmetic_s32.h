// SPDX-License-Identifier: Apache-2.0
#ifndef IMPULSE_NN_ARITHMETIC_S32_H
#define IMPULSE_NN_ARITHMETIC_S32_H

#include "broadcast.h"

namespace impulse_nn {

/// The sum, difference, product or squared difference (0, 1, 2, 3) of two whole numbers, modulo 2^32.
template <int32_t operation>
struct Arithmetic {
  int32_t operator()(int32_t a, int32_t b) const {
    const uint32_t x = static_cast<uint32_t>(a), y = static_cast<uint32_t>(b);
    return static_cast<int32_t>(operation == 0 ? x + y : operation == 1 ? x - y : operation == 2 ? x * y : (x - y) * (x - y));
  }
};

/// ADD, SUB, MUL, SQUARED_DIFFERENCE on int32 that are no activations but indices and counts; operands as in broadcast.h.
template <class Op>
inline void arithmetic_s32(const int32_t *a, const int32_t *b, int32_t *output) {
  broadcast<Op>(a, b, output, Arithmetic<Op::operation>());
}

}  // namespace impulse_nn

#endif  // IMPULSE_NN_ARITHMETIC_S32_H
