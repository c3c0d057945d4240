// SPDX-License-Identifier: Apache-2.0
#ifndef IMPULSE_NN_TILE_LOOPED_S8_H
#define IMPULSE_NN_TILE_LOOPED_S8_H

#include <stdint.h>

#include "placement.h"

namespace impulse_nn {

/// Both halves of a tile, two pixels times two filters each: four sums in r8 ... r11, which only MOV and ADD reach, and 34 cycles for eight
/// products. A product takes the place of a factor: of four of them three destroy one for the last time, so that one copy is enough.
/// All layers share it: a branch every 32 products costs less than its code would.
/// @param columns  as columns_s8.h lays them out
/// @param filter   two filters, not folded
/// @param end      of the filter
/// @param sums     in: biases; out: the sums
IMPULSE_ASSEMBLY void sum_tile_s8(const uint32_t *, const int8_t *, const int8_t *, int32_t *) {
  __asm__ volatile(
      ".syntax unified\n\t"
      "push {r4-r7, lr}\n\t"
      "mov r4, r8\n\t"
      "mov r5, r9\n\t"
      "mov r6, r10\n\t"
      "mov r7, r11\n\t"
      "push {r4-r7}\n\t"
      "mov r12, r2\n\t"
      "movs r4, #2\n"
      // one half: columns and filter wait on the stack, with the number of halves that are left
      "1:\n\t"
      "push {r0, r1, r4}\n\t"
      "mov lr, r3\n\t"
      "ldmia r3!, {r4-r7}\n\t"
      "mov r8, r4\n\t"
      "mov r9, r5\n\t"
      "mov r10, r6\n\t"
      "mov r11, r7\n"
      "2:\n\t"
      ".rept 2\n\t"
      "ldmia r1!, {r2}\n\t"      // a0 b0 a2 b2
      "ldmia r0!, {r3, r4}\n\t"  // values 0 and 2 of both pixels
      "adds r0, #8\n\t"
      "sxtb r5, r2\n\t"
      "sxth r6, r3\n\t"
      "mov r7, r5\n\t"
      "muls r7, r6\n\t"
      "add r8, r7\n\t"
      "sxth r7, r4\n\t"
      "muls r5, r7\n\t"
      "add r10, r5\n\t"
      "lsls r5, r2, #16\n\t"
      "asrs r5, r5, #24\n\t"
      "muls r6, r5\n\t"
      "add r9, r6\n\t"
      "muls r7, r5\n\t"
      "add r11, r7\n\t"
      "asrs r2, r2, #16\n\t"
      "asrs r3, r3, #16\n\t"
      "asrs r4, r4, #16\n\t"
      "sxtb r5, r2\n\t"
      "mov r6, r5\n\t"
      "muls r6, r3\n\t"
      "add r8, r6\n\t"
      "muls r5, r4\n\t"
      "add r10, r5\n\t"
      "asrs r2, r2, #8\n\t"
      "muls r3, r2\n\t"
      "add r9, r3\n\t"
      "muls r4, r2\n\t"
      "add r11, r4\n\t"
      ".endr\n\t"
      "cmp r1, r12\n\t"
      "bne 2b\n\t"
      "mov r3, lr\n\t"
      "mov r4, r8\n\t"
      "mov r5, r9\n\t"
      "mov r6, r10\n\t"
      "mov r7, r11\n\t"
      "stmia r3!, {r4-r7}\n\t"
      "pop {r0, r1, r4}\n\t"
      "adds r0, #8\n\t"
      "subs r4, #1\n\t"
      "bne 1b\n\t"
      "pop {r4-r7}\n\t"
      "mov r8, r4\n\t"
      "mov r9, r5\n\t"
      "mov r10, r6\n\t"
      "mov r11, r7\n\t"
      "pop {r4-r7, pc}\n\t");
}

/// tile_looped_s8.h for cores whose only multiplication is 32 bits of 32, in place of a factor.
inline void multiply_tile_looped_s8(const uint32_t *columns, const int8_t *filter, int32_t depth, int32_t (&sums)[8]) {
  sum_tile_s8(columns, filter, filter + 2 * depth, sums);
}

}  // namespace impulse_nn

#endif  // IMPULSE_NN_TILE_LOOPED_S8_H
