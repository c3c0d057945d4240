// SPDX-License-Identifier: Apache-2.0
#ifndef IMPULSE_NN_WINOGRAD_POSITION_S8_H
#define IMPULSE_NN_WINOGRAD_POSITION_S8_H

#include "dual_mac.h"
#include "placement.h"

namespace impulse_nn {

/// A position's products as tile_looped_s8.h does a tile's: eight sums in registers, six loads for eight MLA.
/// @param filter  for each two channels a word of filter a and one of filter b
/// @param values  for each two channels a word of tiles 0, 1, 2, 3
/// @param end     of the filter
/// @param sums    sums[2 * tile + filter]
IMPULSE_ASSEMBLY void sum_position_s8(const int16_pair *, const int16_pair *, const int16_pair *, int32_t *) {
  __asm__ volatile(
      ".syntax unified\n\t"
      "push {r2-r11, lr}\n\t"  // r2: end, r3: sums
      "ldmia r3, {r4-r11}\n\t"
      // the halves at `at` of two filters' and four tiles' words
      ".macro impulse_four_tiles at\n\t"
      "ldrsh r2, [r0, #\\at]\n\t"
      "ldrsh r3, [r0, #\\at + 4]\n\t"
      "ldrsh r12, [r1, #\\at]\n\t"
      "ldrsh lr, [r1, #\\at + 4]\n\t"
      "mla r4, r12, r2, r4\n\t"
      "mla r5, r12, r3, r5\n\t"
      "mla r6, lr, r2, r6\n\t"
      "mla r7, lr, r3, r7\n\t"
      "ldrsh r12, [r1, #\\at + 8]\n\t"
      "ldrsh lr, [r1, #\\at + 12]\n\t"
      "mla r8, r12, r2, r8\n\t"
      "mla r9, r12, r3, r9\n\t"
      "mla r10, lr, r2, r10\n\t"
      "mla r11, lr, r3, r11\n\t"
      ".endm\n"
      "1:\n\t"
      ".rept 2\n\t"
      "impulse_four_tiles 0\n\t"
      "impulse_four_tiles 2\n\t"
      "adds r0, #8\n\t"
      "adds r1, #16\n\t"
      ".endr\n\t"
      ".purgem impulse_four_tiles\n\t"
      "ldr r2, [sp]\n\t"
      "cmp r0, r2\n\t"
      "bne 1b\n\t"
      "pop {r2, r3}\n\t"
      "stmia r3, {r4-r11}\n\t"
      "pop {r4-r11, pc}\n\t");
}

/// winograd_position_s8.h for cores with MLA and no dual multiply-accumulates.
inline void multiply_position_s8(const int16_pair *filter, const int16_pair *values, int32_t depth, int32_t *sums) {
  sum_position_s8(filter, values, filter + depth, sums);
}

}  // namespace impulse_nn

#endif  // IMPULSE_NN_WINOGRAD_POSITION_S8_H
