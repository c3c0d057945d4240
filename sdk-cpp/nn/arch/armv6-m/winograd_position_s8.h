// SPDX-License-Identifier: Apache-2.0
#ifndef IMPULSE_NN_WINOGRAD_POSITION_S8_H
#define IMPULSE_NN_WINOGRAD_POSITION_S8_H

#include "dual_mac.h"
#include "placement.h"

namespace impulse_nn {

/// A position's products as tile_looped_s8.h does a tile's: two tiles times two filters, four sums in r8 ... r11, 37 cycles for eight products.
/// Low halves are copied by widening them, high halves are what a shift leaves; for want of a register filter b is read twice.
/// @param filter  for each two channels a word of filter a and one of filter b
/// @param values  for each two channels a word of tiles 0, 1, 2, 3
/// @param end     of the filter
/// @param sums    sums[2 * tile + filter]
IMPULSE_ASSEMBLY void sum_position_s8(const int16_pair *, const int16_pair *, const int16_pair *, int32_t *) {
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
      // two tiles: filter and values wait on the stack, with the number of halves that are left
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
      "ldr r2, [r0]\n\t"       // filter a
      "ldmia r1!, {r3, r4}\n\t"  // both tiles
      "adds r1, #8\n\t"
      "sxth r5, r2\n\t"
      "sxth r6, r3\n\t"
      "mov r7, r5\n\t"
      "muls r7, r6\n\t"
      "add r8, r7\n\t"
      "sxth r7, r4\n\t"
      "muls r5, r7\n\t"
      "add r10, r5\n\t"
      "ldr r5, [r0, #4]\n\t"   // filter b
      "sxth r5, r5\n\t"
      "muls r6, r5\n\t"
      "add r9, r6\n\t"
      "muls r7, r5\n\t"
      "add r11, r7\n\t"
      "asrs r2, r2, #16\n\t"
      "asrs r3, r3, #16\n\t"
      "asrs r4, r4, #16\n\t"
      "mov r5, r2\n\t"
      "muls r5, r3\n\t"
      "add r8, r5\n\t"
      "muls r2, r4\n\t"
      "add r10, r2\n\t"
      "ldr r5, [r0, #4]\n\t"
      "asrs r5, r5, #16\n\t"
      "muls r3, r5\n\t"
      "add r9, r3\n\t"
      "muls r4, r5\n\t"
      "add r11, r4\n\t"
      "adds r0, #8\n\t"
      ".endr\n\t"
      "cmp r0, r12\n\t"
      "bne 2b\n\t"
      "mov r3, lr\n\t"
      "mov r4, r8\n\t"
      "mov r5, r9\n\t"
      "mov r6, r10\n\t"
      "mov r7, r11\n\t"
      "stmia r3!, {r4-r7}\n\t"
      "pop {r0, r1, r4}\n\t"
      "adds r1, #8\n\t"
      "subs r4, #1\n\t"
      "bne 1b\n\t"
      "pop {r4-r7}\n\t"
      "mov r8, r4\n\t"
      "mov r9, r5\n\t"
      "mov r10, r6\n\t"
      "mov r11, r7\n\t"
      "pop {r4-r7, pc}\n\t");
}

/// winograd_position_s8.h for cores whose only multiplication is 32 bits of 32, in place of a factor.
inline void multiply_position_s8(const int16_pair *filter, const int16_pair *values, int32_t depth, int32_t *sums) {
  sum_position_s8(filter, values, filter + depth, sums);
}

}  // namespace impulse_nn

#endif  // IMPULSE_NN_WINOGRAD_POSITION_S8_H
