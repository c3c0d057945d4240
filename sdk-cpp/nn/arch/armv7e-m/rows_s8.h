// SPDX-License-Identifier: Apache-2.0
#ifndef IMPULSE_NN_ROWS_S8_H
#define IMPULSE_NN_ROWS_S8_H

#include <stdint.h>

namespace impulse_nn {

/// rows_s8.h for cores with SMLAD: four values are widened once for four rows.
template <int32_t depth>
inline void multiply_rows_s8(const int8_t *input, const int8_t *filter, int32_t (&sums)[4]) {
  // words of four values, unrolled by a divisor of their number
  constexpr int32_t words = (depth + 3) / 4;
  constexpr int32_t unrolled = words <= 4 ? words : words % 4 == 0 ? 4 : words % 3 == 0 ? 3 : words % 2 == 0 ? 2 : 1;
  const int8_t *const end = input + 4 * words;
  int32_t s0 = sums[0], s1 = sums[1], s2 = sums[2], s3 = sums[3];
  uint32_t even, odd, w0, w1, w2, w3, wide;
  __asm__ volatile(
      "1:\n\t"
      ".rept %c[unrolled]\n\t"
      "ldr %[even], [%[input]], #4\n\t"
      "ldr %[w0], [%[filter]], #4\n\t"
      "ldr %[w1], [%[filter]], #4\n\t"
      "ldr %[w2], [%[filter]], #4\n\t"
      "ldr %[w3], [%[filter]], #4\n\t"
      "sxtb16 %[odd], %[even], ror #8\n\t"
      "sxtb16 %[even], %[even]\n\t"
      "sxtb16 %[wide], %[w0]\n\t"
      "smlad %[s0], %[even], %[wide], %[s0]\n\t"
      "sxtb16 %[w0], %[w0], ror #8\n\t"
      "smlad %[s0], %[odd], %[w0], %[s0]\n\t"
      "sxtb16 %[wide], %[w1]\n\t"
      "smlad %[s1], %[even], %[wide], %[s1]\n\t"
      "sxtb16 %[w1], %[w1], ror #8\n\t"
      "smlad %[s1], %[odd], %[w1], %[s1]\n\t"
      "sxtb16 %[wide], %[w2]\n\t"
      "smlad %[s2], %[even], %[wide], %[s2]\n\t"
      "sxtb16 %[w2], %[w2], ror #8\n\t"
      "smlad %[s2], %[odd], %[w2], %[s2]\n\t"
      "sxtb16 %[wide], %[w3]\n\t"
      "smlad %[s3], %[even], %[wide], %[s3]\n\t"
      "sxtb16 %[w3], %[w3], ror #8\n\t"
      "smlad %[s3], %[odd], %[w3], %[s3]\n\t"
      ".endr\n\t"
      ".if %c[words] > %c[unrolled]\n\t"
      "ldr %[wide], %[end]\n\t"
      "cmp %[input], %[wide]\n\t"
      "bne 1b\n\t"
      ".endif\n\t"
      : [s0] "+r"(s0), [s1] "+r"(s1), [s2] "+r"(s2), [s3] "+r"(s3), [input] "+r"(input), [filter] "+r"(filter), [even] "=&r"(even),
        [odd] "=&r"(odd), [w0] "=&r"(w0), [w1] "=&r"(w1), [w2] "=&r"(w2), [w3] "=&r"(w3), [wide] "=&r"(wide)
      : [end] "m"(end), [unrolled] "i"(unrolled), [words] "i"(words)
      : "cc", "memory");
  sums[0] = s0, sums[1] = s1, sums[2] = s2, sums[3] = s3;
}

}  // namespace impulse_nn

#endif  // IMPULSE_NN_ROWS_S8_H
