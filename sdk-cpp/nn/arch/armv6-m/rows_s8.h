// SPDX-License-Identifier: Apache-2.0
#ifndef IMPULSE_NN_ROWS_S8_H
#define IMPULSE_NN_ROWS_S8_H

#include <stdint.h>

#include "folded_sum.h"
#include "placement.h"

namespace impulse_nn {

/// One vector times 4 rows, their sums in r8 ... r11; all layers share it.
/// @param input   from any address
/// @param filter  as rows_s8.h says, not folded
/// @param end     of the input
/// @param sums    in: biases; out: the four sums
IMPULSE_ASSEMBLY void sum_rows_s8(const int8_t *, const int8_t *, const int8_t *, int32_t *) {
  __asm__ volatile(
      ".syntax unified\n\t"
      "push {r4-r7, lr}\n\t"
      "mov r4, r8\n\t"
      "mov r5, r9\n\t"
      "mov r6, r10\n\t"
      "mov r7, r11\n\t"
      "push {r4-r7}\n\t"
      "mov r12, r2\n\t"
      "mov lr, r3\n\t"
      "ldmia r3!, {r4-r7}\n\t"
      "mov r8, r4\n\t"
      "mov r9, r5\n\t"
      "mov r10, r6\n\t"
      "mov r11, r7\n\t"
      // a word of two weights of two rows, times the values in r2 and r3
      ".macro impulse_two_rows at first second\n\t"
      "ldr r4, [r1, #\\at]\n\t"
      "sxtb r5, r4\n\t"
      "muls r5, r2\n\t"
      "add \\first, r5\n\t"
      "lsls r5, r4, #16\n\t"
      "asrs r5, r5, #24\n\t"
      "muls r5, r2\n\t"
      "add \\second, r5\n\t"
      "asrs r4, r4, #16\n\t"
      "sxtb r5, r4\n\t"
      "muls r5, r3\n\t"
      "add \\first, r5\n\t"
      "asrs r4, r4, #8\n\t"
      "muls r4, r3\n\t"
      "add \\second, r4\n\t"
      ".endm\n"
      "1:\n\t"
      "movs r2, #0\n\t"
      "ldrsb r2, [r0, r2]\n\t"
      "movs r3, #2\n\t"
      "ldrsb r3, [r0, r3]\n\t"
      "impulse_two_rows 0 r8 r9\n\t"
      "impulse_two_rows 8 r10 r11\n\t"
      "movs r2, #1\n\t"
      "ldrsb r2, [r0, r2]\n\t"
      "movs r3, #3\n\t"
      "ldrsb r3, [r0, r3]\n\t"
      "impulse_two_rows 4 r8 r9\n\t"
      "impulse_two_rows 12 r10 r11\n\t"
      ".purgem impulse_two_rows\n\t"
      "adds r1, #16\n\t"
      "adds r0, #4\n\t"
      "cmp r0, r12\n\t"
      "bne 1b\n\t"
      "mov r3, lr\n\t"
      "mov r4, r8\n\t"
      "mov r5, r9\n\t"
      "mov r6, r10\n\t"
      "mov r7, r11\n\t"
      "stmia r3!, {r4-r7}\n\t"
      "pop {r4-r7}\n\t"
      "mov r8, r4\n\t"
      "mov r9, r5\n\t"
      "mov r10, r6\n\t"
      "mov r11, r7\n\t"
      "pop {r4-r7, pc}\n\t");
}

/// rows_s8.h for cores whose only multiplication is 32 bits of 32, in place of a factor: 5 cycles for a product.
template <int32_t depth, bool folded>
inline void multiply_rows_s8(const int8_t *input, const int8_t *filter, int32_t (&sums)[4]) {
  static_assert(!folded, "filters are folded for dual multiply-accumulates");
  if (depth > 0) sum_rows_s8(input, filter, input + depth, sums);
}

}  // namespace impulse_nn

#endif  // IMPULSE_NN_ROWS_S8_H
