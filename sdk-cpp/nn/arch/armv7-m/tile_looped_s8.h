// SPDX-License-Identifier: Apache-2.0
#ifndef IMPULSE_NN_TILE_LOOPED_S8_H
#define IMPULSE_NN_TILE_LOOPED_S8_H

#include <stdint.h>

#include "placement.h"

namespace impulse_nn {

/// A whole tile: eight sums in r4 ... r11, a product and its sum by MLA, six loads for eight of them. All layers share it: a branch every
/// 32 products costs less than its code would.
/// @param columns  as columns_s8.h lays them out
/// @param filter   two filters, not folded
/// @param end      of the filter
/// @param sums     in: biases; out: the sums
IMPULSE_ASSEMBLY void sum_tile_s8(const uint32_t *, const int8_t *, const int8_t *, int32_t *) {
  __asm__ volatile(
      ".syntax unified\n\t"
      "push {r2-r11, lr}\n\t"  // r2: end, r3: sums
      "ldmia r3, {r4-r11}\n\t"
      // weights of both filters at `at` times one half of the words of four pixels
      ".macro impulse_four_pixels at\n\t"
      "ldrsb r2, [r1, #\\at]\n\t"
      "ldrsb r3, [r1, #\\at + 1]\n\t"
      "ldrsh r12, [r0, #\\at]\n\t"
      "ldrsh lr, [r0, #\\at + 4]\n\t"
      "mla r4, r12, r2, r4\n\t"
      "mla r5, r12, r3, r5\n\t"
      "mla r6, lr, r2, r6\n\t"
      "mla r7, lr, r3, r7\n\t"
      "ldrsh r12, [r0, #\\at + 8]\n\t"
      "ldrsh lr, [r0, #\\at + 12]\n\t"
      "mla r8, r12, r2, r8\n\t"
      "mla r9, r12, r3, r9\n\t"
      "mla r10, lr, r2, r10\n\t"
      "mla r11, lr, r3, r11\n\t"
      ".endm\n"
      "1:\n\t"
      ".rept 2\n\t"
      "impulse_four_pixels 0\n\t"
      "impulse_four_pixels 2\n\t"
      "adds r1, #4\n\t"
      "adds r0, #16\n\t"
      ".endr\n\t"
      ".purgem impulse_four_pixels\n\t"
      "ldr r2, [sp]\n\t"
      "cmp r1, r2\n\t"
      "bne 1b\n\t"
      "pop {r2, r3}\n\t"
      "stmia r3, {r4-r11}\n\t"
      "pop {r4-r11, pc}\n\t");
}

/// tile_looped_s8.h for cores with MLA and no dual multiply-accumulates.
inline void multiply_tile_looped_s8(const uint32_t *columns, const int8_t *filter, int32_t depth, int32_t (&sums)[8]) {
  sum_tile_s8(columns, filter, filter + 2 * depth, sums);
}

}  // namespace impulse_nn

#endif  // IMPULSE_NN_TILE_LOOPED_S8_H
