// SPDX-License-Identifier: Apache-2.0
#ifndef IMPULSE_NN_ADD_AFFINE_S8_H
#define IMPULSE_NN_ADD_AFFINE_S8_H

#include <stdint.h>

#include "placement.h"

namespace impulse_nn {

/// As the portable add_affine_s8.h says, four values at once. A sum loses sixteen bits, and saturates to int8 when it loses the rest; what is
/// left of the elements is the predicate of the loop. The second shift rounds half up, for which the offset makes up: GNU as 2.40 takes
/// VQSHRNB for VQRSHRNB.
template <class Op>
IMPULSE_KERNEL void add_affine_s8(const int8_t *a, const int8_t *b, int8_t *output) {
  static_assert(Op::shift > 16 && Op::shift <= 24, "two shifts of at most 16 and 8 bits narrow a sum");
  int32_t elements = Op::elements;
  __asm__ volatile(
      "vdup.32 q2, %[factor_a]\n\t"
      ".if %c[is_cut]\n\t"
      "vmov.i8 q3, %[low]\n\t"
      "vmov.i8 q4, %[high]\n\t"
      ".endif\n\t"
      "wlstp.32 lr, %[elements], 2f\n"
      "1:\n\t"
      "vldrb.s32 q0, [%[a]], #4\n\t"
      "vmlas.s32 q0, q2, %[offset]\n\t"
      "vldrb.s32 q1, [%[b]], #4\n\t"
      "vmla.s32 q0, q1, %[factor_b]\n\t"
      "vshrnb.i32 q0, q0, #16\n\t"
      "vqrshrnb.s16 q0, q0, %[rest]\n\t"
      ".if %c[is_cut]\n\t"
      "vmax.s8 q0, q0, q3\n\t"
      "vmin.s8 q0, q0, q4\n\t"
      ".endif\n\t"
      "vstrb.32 q0, [%[output]], #4\n\t"
      "letp lr, 1b\n"
      "2:\n\t"
      : [a] "+l"(a), [b] "+l"(b), [output] "+l"(output), [elements] "+r"(elements)
      : [factor_a] "r"(Op::factor_a), [factor_b] "r"(Op::factor_b), [offset] "r"(Op::offset - (INT32_C(1) << (Op::shift - 1))),
        [rest] "i"(Op::shift - 16),
        [low] "i"(Op::activation_min & 0xFF), [high] "i"(Op::activation_max & 0xFF),
        [is_cut] "i"(Op::activation_min > -128 || Op::activation_max < 127 ? 1 : 0)
      : "q0", "q1", "q2", "q3", "q4", "lr", "memory");
}

}  // namespace impulse_nn

#endif  // IMPULSE_NN_ADD_AFFINE_S8_H
