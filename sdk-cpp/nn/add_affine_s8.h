// SPDX-License-Identifier: Apache-2.0
#ifndef IMPULSE_NN_ADD_AFFINE_S8_H
#define IMPULSE_NN_ADD_AFFINE_S8_H

#include "placement.h"
#include "requantize_fast.h"

namespace impulse_nn {

/// ADD and SUB on int8 without broadcasting, by two products: `(a * factor_a + b * factor_b + offset) >> shift`, kept within the activation's
/// range. The compiler has proved it equal to add_s8 on all 65536 pairs of operands, and that no sum leaves int32 (affine-sum.ts).
/// Works in place on either operand.
/// @param a, b    [elements]
/// @param output  [elements]
template <class Op>
IMPULSE_KERNEL void add_affine_s8(const int8_t *a, const int8_t *b, int8_t *output) {
#if defined(__GNUC__) && !defined(__clang__)
#pragma GCC unroll 4
#endif
  for (int32_t i = 0; i < Op::elements; ++i) {
    const int32_t sum = a[i] * Op::factor_a + (b[i] * Op::factor_b + Op::offset);
    output[i] = static_cast<int8_t>(clamp_constant<Op::activation_min, Op::activation_max>(sum >> Op::shift));
  }
}

}  // namespace impulse_nn

#endif  // IMPULSE_NN_ADD_AFFINE_S8_H
