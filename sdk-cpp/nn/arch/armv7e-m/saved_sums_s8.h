// SPDX-License-Identifier: Apache-2.0
// The inner loops in registers of their own choice, for compilers that keep some back: clang reserves r7 for a frame pointer whenever a
// build asks for one, and no macro says so. A call and eight sums through memory cost cycles that gcc's blocks do without.
#ifndef IMPULSE_NN_SAVED_SUMS_S8_H
#define IMPULSE_NN_SAVED_SUMS_S8_H

#include <stdint.h>

#include "placement.h"

namespace impulse_nn {

/// How sum_pairs_s8 comes by the two words of a pair of weights.
enum pair_form {
  pairs_of_bytes = 0,   // one word of int8 for both filters, widened
  pairs_folded = 1,     // as folded_sum.h has them: only the first filter is widened
  pairs_of_halves = 2,  // int16 already: a word for each filter
};

/// The largest divisor of `count` up to `most`.
inline constexpr int32_t largest_turn(int32_t count, int32_t most) {
  return most <= 1 ? 1 : count % most == 0 ? most : largest_turn(count, most - 1);
}

/// Eight sums of four pixels and two filters, in r4 ... r11.
/// @tparam form    of the weights
/// @tparam turn    pairs of weights that a turn of the loop takes, a divisor of their number
/// @param columns  four words a pair, one of each pixel
/// @param filter   weights
/// @param end      of the columns
/// @param sums     in: what to add to; out: sums[2 * pixel + filter]
template <int32_t form, int32_t turn>
IMPULSE_ASSEMBLY void sum_pairs_s8(const uint32_t *, const void *, const uint32_t *, int32_t *) {
  __asm__ volatile(
      ".syntax unified\n\t"
      "push {r2-r11, lr}\n\t"  // r2: end, r3: sums
      "ldmia r3, {r4-r11}\n"
      "1:\n\t"
      ".rept %c[turn]\n\t"
      ".if %c[form] == 2\n\t"
      "ldr r2, [r1], #4\n\t"
      ".endif\n\t"
      "ldr r3, [r1], #4\n\t"
      "ldr r12, [r0], #4\n\t"
      "ldr lr, [r0], #4\n\t"
      ".if %c[form] != 2\n\t"
      "sxtb16 r2, r3\n\t"
      ".endif\n\t"
      ".if %c[form] == 0\n\t"
      "sxtb16 r3, r3, ror #8\n\t"
      ".endif\n\t"
      "smlad r4, r12, r2, r4\n\t"
      "smlad r5, r12, r3, r5\n\t"
      "smlad r6, lr, r2, r6\n\t"
      "smlad r7, lr, r3, r7\n\t"
      "ldr r12, [r0], #4\n\t"
      "ldr lr, [r0], #4\n\t"
      "smlad r8, r12, r2, r8\n\t"
      "smlad r9, r12, r3, r9\n\t"
      "smlad r10, lr, r2, r10\n\t"
      "smlad r11, lr, r3, r11\n\t"
      ".endr\n\t"
      "ldr r2, [sp]\n\t"
      "cmp r0, r2\n\t"
      "bne 1b\n\t"
      "pop {r2, r3}\n\t"
      "stmia r3, {r4-r11}\n\t"
      "pop {r4-r11, pc}\n\t"
      :
      : [form] "i"(form), [turn] "i"(turn));
}

/// Four sums of one vector and four rows, in r4 ... r7.
/// @tparam folded  whether the weights are as folded_sum.h has them
/// @tparam turn    words of four values that a turn of the loop takes, a divisor of their number
/// @param input    values
/// @param filter   four words of weights for every four values
/// @param end      of the values
/// @param sums     in: what to add to; out: the sums
template <int32_t folded, int32_t turn>
IMPULSE_ASSEMBLY void sum_rows_s8(const int8_t *, const int8_t *, const int8_t *, int32_t *) {
  __asm__ volatile(
      ".syntax unified\n\t"
      "push {r3-r11, lr}\n\t"  // r3: sums
      "ldmia r3, {r4-r7}\n\t"
      // one word of two weights of two rows
      ".macro impulse_two_rows value word first second\n\t"
      "sxtb16 r3, \\word\n\t"
      "smlad \\first, \\value, r3, \\first\n\t"
      ".if %c[folded] == 0\n\t"
      "sxtb16 \\word, \\word, ror #8\n\t"
      ".endif\n\t"
      "smlad \\second, \\value, \\word, \\second\n\t"
      ".endm\n"
      "1:\n\t"
      ".rept %c[turn]\n\t"
      "ldr r8, [r0], #4\n\t"
      "ldr r10, [r1], #4\n\t"
      "ldr r11, [r1], #4\n\t"
      "ldr r12, [r1], #4\n\t"
      "ldr lr, [r1], #4\n\t"
      "sxtb16 r9, r8, ror #8\n\t"
      "sxtb16 r8, r8\n\t"
      "impulse_two_rows r8, r10, r4, r5\n\t"
      "impulse_two_rows r9, r11, r4, r5\n\t"
      "impulse_two_rows r8, r12, r6, r7\n\t"
      "impulse_two_rows r9, lr, r6, r7\n\t"
      ".endr\n\t"
      ".purgem impulse_two_rows\n\t"
      "cmp r0, r2\n\t"
      "bne 1b\n\t"
      "pop {r3}\n\t"
      "stmia r3, {r4-r7}\n\t"
      "pop {r4-r11, pc}\n\t"
      :
      : [folded] "i"(folded), [turn] "i"(turn));
}

}  // namespace impulse_nn

#endif  // IMPULSE_NN_SAVED_SUMS_S8_H
