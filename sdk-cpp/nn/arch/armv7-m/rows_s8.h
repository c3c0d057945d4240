// SPDX-License-Identifier: Apache-2.0
#ifndef IMPULSE_NN_ROWS_S8_H
#define IMPULSE_NN_ROWS_S8_H

#include <stdint.h>

#include "folded_sum.h"
#include "placement.h"

namespace impulse_nn {

/// One vector times 4 rows, their sums in r4 ... r7; all layers share it.
/// @param input   from any address
/// @param filter  as rows_s8.h says, not folded
/// @param end     of the input
/// @param sums    in: biases; out: the four sums
IMPULSE_ASSEMBLY void sum_rows_s8(const int8_t *, const int8_t *, const int8_t *, int32_t *) {
  __asm__ volatile(
      ".syntax unified\n\t"
      "push {r3-r11, lr}\n\t"
      "ldmia r3, {r4-r7}\n\t"
      // two weights of each of two rows, at `at`, times the values `x` and `y`
      ".macro impulse_two_rows at x y first second\n\t"
      "ldrsb r9, [r1, #\\at]\n\t"
      "ldrsb r10, [r1, #\\at + 1]\n\t"
      "ldrsb r11, [r1, #\\at + 2]\n\t"
      "ldrsb r12, [r1, #\\at + 3]\n\t"
      "mla \\first, \\x, r9, \\first\n\t"
      "mla \\second, \\x, r10, \\second\n\t"
      "mla \\first, \\y, r11, \\first\n\t"
      "mla \\second, \\y, r12, \\second\n\t"
      ".endm\n"
      "1:\n\t"
      "ldrsb r3, [r0, #0]\n\t"
      "ldrsb r8, [r0, #2]\n\t"
      "impulse_two_rows 0 r3 r8 r4 r5\n\t"
      "impulse_two_rows 8 r3 r8 r6 r7\n\t"
      "ldrsb r3, [r0, #1]\n\t"
      "ldrsb r8, [r0, #3]\n\t"
      "impulse_two_rows 4 r3 r8 r4 r5\n\t"
      "impulse_two_rows 12 r3 r8 r6 r7\n\t"
      ".purgem impulse_two_rows\n\t"
      "adds r1, #16\n\t"
      "adds r0, #4\n\t"
      "cmp r0, r2\n\t"
      "bne 1b\n\t"
      "pop {r3}\n\t"
      "stmia r3, {r4-r7}\n\t"
      "pop {r4-r11, pc}\n\t");
}

/// rows_s8.h for cores with MLA and no dual multiply-accumulates.
template <int32_t depth, bool folded>
inline void multiply_rows_s8(const int8_t *input, const int8_t *filter, int32_t (&sums)[4]) {
  static_assert(!folded, "filters are folded for dual multiply-accumulates");
  if (depth > 0) sum_rows_s8(input, filter, input + depth, sums);
}

}  // namespace impulse_nn

#endif  // IMPULSE_NN_ROWS_S8_H
