// SPDX-License-Identifier: Apache-2.0
#ifndef IMPULSE_NN_ROWS_S8_H
#define IMPULSE_NN_ROWS_S8_H

#include "dual_mac.h"
#include "folded_sum.h"
#include "issue_order.h"
#include "saved_sums_s8.h"

namespace impulse_nn {

#if defined(__clang__) || !defined(__OPTIMIZE__)

/// rows_s8.h by a call: clang, and gcc without optimisation, keep registers from the block below.
template <int32_t depth, bool folded>
inline void multiply_rows_s8(const int8_t *input, const int8_t *filter, int32_t (&sums)[4]) {
  sum_rows_s8<folded ? 1 : 0, largest_turn(depth / 4, 8)>(input, filter, input + depth, sums);
}

#else

/// rows_s8.h for cores with SMLAD: four values are widened once for four rows.
template <int32_t depth, bool folded>
inline void multiply_rows_s8(const int8_t *input, const int8_t *filter, int32_t (&sums)[4]) {
  // words of four values, unrolled by a divisor of their number
  constexpr int32_t words = depth / 4;
  constexpr int32_t unrolled = words <= 8       ? words
                               : words % 8 == 0 ? 8
                               : words % 6 == 0 ? 6
                               : words % 5 == 0 ? 5
                               : words % 4 == 0 ? 4
                               : words % 3 == 0 ? 3
                               : words % 2 == 0 ? 2
                                                : 1;
  const int8_t *const end = input + depth;
  int32_t s0 = sums[0], s1 = sums[1], s2 = sums[2], s3 = sums[3];
  uint32_t even, odd, w0, w1, w2, w3, wide;
  __asm__ volatile(
#if IMPULSE_DUAL_ISSUE
      // four values of four rows; `more` where others follow in this turn: they are loaded meanwhile
      ".macro impulse_word more\n\t"
      "sxtb16 %[odd], %[even], ror #8\n\t"
      "ldr %[w2], [%[filter]], #4\n\t"
      "sxtb16 %[even], %[even]\n\t"
      "ldr %[w3], [%[filter]], #4\n\t"
      "sxtb16 %[wide], %[w0]\n\t"
      ".if %c[folded]\n\t"
      "smlad %[s1], %[even], %[w0], %[s1]\n\t"
      "sxtb16 %[w0], %[w1]\n\t"
      "smlad %[s0], %[even], %[wide], %[s0]\n\t"
      "sxtb16 %[wide], %[w2]\n\t"
      "smlad %[s1], %[odd], %[w1], %[s1]\n\t"
      "sxtb16 %[w1], %[w3]\n\t"
      "smlad %[s0], %[odd], %[w0], %[s0]\n\t"
      "smlad %[s3], %[even], %[w2], %[s3]\n\t"
      "impulse_next \\more %[w0] %[filter]\n\t"
      "smlad %[s2], %[even], %[wide], %[s2]\n\t"
      "impulse_next \\more %[even] %[input]\n\t"
      "smlad %[s3], %[odd], %[w3], %[s3]\n\t"
      "smlad %[s2], %[odd], %[w1], %[s2]\n\t"
      "impulse_next \\more %[w1] %[filter]\n\t"
      ".else\n\t"
      "sxtb16 %[w0], %[w0], ror #8\n\t"
      "smlad %[s0], %[even], %[wide], %[s0]\n\t"
      "sxtb16 %[wide], %[w1]\n\t"
      "smlad %[s1], %[even], %[w0], %[s1]\n\t"
      "sxtb16 %[w1], %[w1], ror #8\n\t"
      "smlad %[s0], %[odd], %[wide], %[s0]\n\t"
      "sxtb16 %[wide], %[w2]\n\t"
      "smlad %[s1], %[odd], %[w1], %[s1]\n\t"
      "sxtb16 %[w2], %[w2], ror #8\n\t"
      "smlad %[s2], %[even], %[wide], %[s2]\n\t"
      "sxtb16 %[wide], %[w3]\n\t"
      "smlad %[s3], %[even], %[w2], %[s3]\n\t"
      "sxtb16 %[w3], %[w3], ror #8\n\t"
      "smlad %[s2], %[odd], %[wide], %[s2]\n\t"
      "impulse_next \\more %[even] %[input]\n\t"
      "impulse_next \\more %[w0] %[filter]\n\t"
      "smlad %[s3], %[odd], %[w3], %[s3]\n\t"
      "impulse_next \\more %[w1] %[filter]\n\t"
      ".endif\n\t"
      ".endm\n\t"
      ".macro impulse_next more word from\n\t"
      ".if \\more\n\t"
      "ldr \\word, [\\from], #4\n\t"
      ".endif\n\t"
      ".endm\n\t"
      "1:\n\t"
      "ldr %[even], [%[input]], #4\n\t"
      "ldr %[w0], [%[filter]], #4\n\t"
      "ldr %[w1], [%[filter]], #4\n\t"
      ".rept %c[unrolled] - 1\n\t"
      "impulse_word 1\n\t"
      ".endr\n\t"
      "impulse_word 0\n\t"
      ".purgem impulse_word\n\t"
      ".purgem impulse_next\n\t"
#else
      // one word of two weights of two rows
      ".macro impulse_two_rows value word first second\n\t"
      "sxtb16 %[wide], \\word\n\t"
      "smlad \\first, \\value, %[wide], \\first\n\t"
      ".if !%c[folded]\n\t"
      "sxtb16 \\word, \\word, ror #8\n\t"
      ".endif\n\t"
      "smlad \\second, \\value, \\word, \\second\n\t"
      ".endm\n\t"
      "1:\n\t"
      ".rept %c[unrolled]\n\t"
      "ldr %[even], [%[input]], #4\n\t"
      "ldr %[w0], [%[filter]], #4\n\t"
      "ldr %[w1], [%[filter]], #4\n\t"
      "ldr %[w2], [%[filter]], #4\n\t"
      "ldr %[w3], [%[filter]], #4\n\t"
      "sxtb16 %[odd], %[even], ror #8\n\t"
      "sxtb16 %[even], %[even]\n\t"
      "impulse_two_rows %[even] %[w0] %[s0] %[s1]\n\t"
      "impulse_two_rows %[odd] %[w1] %[s0] %[s1]\n\t"
      "impulse_two_rows %[even] %[w2] %[s2] %[s3]\n\t"
      "impulse_two_rows %[odd] %[w3] %[s2] %[s3]\n\t"
      ".endr\n\t"
      ".purgem impulse_two_rows\n\t"
#endif
      ".if %c[words] > %c[unrolled]\n\t"
      "ldr %[wide], %[end]\n\t"
      "cmp %[input], %[wide]\n\t"
      "bne 1b\n\t"
      ".endif\n\t"
      : [s0] "+r"(s0), [s1] "+r"(s1), [s2] "+r"(s2), [s3] "+r"(s3), [input] "+r"(input), [filter] "+r"(filter), [even] "=&r"(even),
        [odd] "=&r"(odd), [w0] "=&r"(w0), [w1] "=&r"(w1), [w2] "=&r"(w2), [w3] "=&r"(w3), [wide] "=&r"(wide)
      : [end] "m"(end), [unrolled] "i"(unrolled), [words] "i"(words), [folded] "i"(folded ? 1 : 0)
      : "cc", "memory");
  sums[0] = s0, sums[1] = s1, sums[2] = s2, sums[3] = s3;
}

#endif

}  // namespace impulse_nn

#endif  // IMPULSE_NN_ROWS_S8_H
