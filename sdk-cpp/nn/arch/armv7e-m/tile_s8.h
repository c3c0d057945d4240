// SPDX-License-Identifier: Apache-2.0
#ifndef IMPULSE_NN_TILE_S8_H
#define IMPULSE_NN_TILE_S8_H

#include "dual_mac.h"
#include "folded_sum.h"
#include "issue_order.h"
#include "saved_sums_s8.h"

namespace impulse_nn {

#if defined(__clang__) || !defined(__OPTIMIZE__)

/// tile_s8.h by a call: clang, and gcc without optimisation, keep registers from the tile below.
template <int32_t depth, bool folded>
inline void multiply_tile_s8(const uint32_t *columns, const int8_t *filter, int32_t (&sums)[8]) {
  sum_pairs_s8<folded ? pairs_folded : pairs_of_bytes, largest_turn(depth / 2, 16)>(columns, filter, columns + 2 * depth, sums);
}

#else

/// tile_s8.h for cores with SMLAD: one load and one SXTB16 (two where the filters are not folded) bring two weights of both filters,
/// which feed eight SMLAD. The tile takes every register there is, so the end of the loop is compared with memory.
template <int32_t depth, bool folded>
inline void multiply_tile_s8(const uint32_t *columns, const int8_t *filter, int32_t (&sums)[8]) {
  // pairs of values unrolled: all of a short filter, else the largest even divisor up to 16
  constexpr int32_t pairs = depth / 2;
  constexpr int32_t unrolled = pairs <= 16       ? pairs
                               : pairs % 16 == 0 ? 16
                               : pairs % 14 == 0 ? 14
                               : pairs % 12 == 0 ? 12
                               : pairs % 10 == 0 ? 10
                               : pairs % 8 == 0  ? 8
                               : pairs % 6 == 0  ? 6
                               : pairs % 4 == 0  ? 4
                                                 : 2;
  const uint32_t *const end = columns + 4 * pairs;
  int32_t s0 = sums[0], s1 = sums[1], s2 = sums[2], s3 = sums[3], s4 = sums[4], s5 = sums[5], s6 = sums[6], s7 = sums[7];
  uint32_t both, first, x, y;
  __asm__ volatile(
#if IMPULSE_DUAL_ISSUE
      IMPULSE_TILE_TURNS("%[columns]", "%[end]", "%c[unrolled]", "%c[folded]", "%c[pairs] > %c[unrolled]")
#else
      "1:\n\t"
      ".rept %c[unrolled]\n\t"
      "ldr %[both], [%[filter]], #4\n\t"
      "ldr %[x], [%[columns]], #4\n\t"
      "ldr %[y], [%[columns]], #4\n\t"
      ".if %c[folded]\n\t"
      "sxtb16 %[first], %[both]\n\t"
      ".else\n\t"
      "sxtb16 %[first], %[both]\n\t"
      "sxtb16 %[both], %[both], ror #8\n\t"
      ".endif\n\t"
      "smlad %[s0], %[x], %[first], %[s0]\n\t"
      "smlad %[s1], %[x], %[both], %[s1]\n\t"
      "smlad %[s2], %[y], %[first], %[s2]\n\t"
      "smlad %[s3], %[y], %[both], %[s3]\n\t"
      "ldr %[x], [%[columns]], #4\n\t"
      "ldr %[y], [%[columns]], #4\n\t"
      "smlad %[s4], %[x], %[first], %[s4]\n\t"
      "smlad %[s5], %[x], %[both], %[s5]\n\t"
      "smlad %[s6], %[y], %[first], %[s6]\n\t"
      "smlad %[s7], %[y], %[both], %[s7]\n\t"
      ".endr\n\t"
      ".if %c[pairs] > %c[unrolled]\n\t"
      "ldr %[x], %[end]\n\t"
      "cmp %[columns], %[x]\n\t"
      "bne 1b\n\t"
      ".endif\n\t"
#endif
      : [s0] "+r"(s0), [s1] "+r"(s1), [s2] "+r"(s2), [s3] "+r"(s3), [s4] "+r"(s4), [s5] "+r"(s5), [s6] "+r"(s6), [s7] "+r"(s7),
        [columns] "+r"(columns), [filter] "+r"(filter), [both] "=&r"(both), [first] "=&r"(first), [x] "=&r"(x), [y] "=&r"(y)
      : [end] "m"(end), [unrolled] "i"(unrolled), [pairs] "i"(pairs), [folded] "i"(folded ? 1 : 0)
      : "cc", "memory");
  sums[0] = s0, sums[1] = s1, sums[2] = s2, sums[3] = s3, sums[4] = s4, sums[5] = s5, sums[6] = s6, sums[7] = s7;
}

#endif

}  // namespace impulse_nn

#endif  // IMPULSE_NN_TILE_S8_H
