// SPDX-License-Identifier: Apache-2.0
#ifndef IMPULSE_NN_WINOGRAD_PRODUCTS_S8_H
#define IMPULSE_NN_WINOGRAD_PRODUCTS_S8_H

#include "dual_mac.h"
#include "issue_order.h"
#include "placement.h"
#include "saved_sums_s8.h"

namespace impulse_nn {

#if defined(__clang__) || !defined(__OPTIMIZE__)

/// Adds the products of one position to the sums.
template <int32_t depth>
inline void multiply_position(const int16_pair *filter, const int16_pair *values, int32_t *sums) {
  sum_pairs_s8<pairs_of_halves, largest_turn(depth / 2, 16)>(values, filter, values + 2 * depth, sums);
}

/// winograd_products_s8.h by calls: clang, and gcc without optimisation, keep registers from the block below.
template <int32_t depth>
IMPULSE_KERNEL void multiply_winograd_s8(const int16_pair *filter, const int16_pair *values, int32_t *joined) {
  for (int32_t row = 0; row < 4; ++row, filter += 4 * depth, values += 8 * depth) {
    int32_t *const left = joined + 16 * row, *const right = left + 8;
    for (int32_t i = 0; i < 8; ++i) left[i] = 0;
    multiply_position<depth>(filter, values, left);
    for (int32_t i = 0; i < 8; ++i) right[i] = 2 * left[i];
    multiply_position<depth>(filter + depth, values + 2 * depth, left);
    for (int32_t i = 0; i < 8; ++i) right[i] -= left[i];
    multiply_position<depth>(filter + 2 * depth, values + 4 * depth, left);
    multiply_position<depth>(filter + 3 * depth, values + 6 * depth, right);
  }
}

#else

/// Pairs of channels that a turn of the loop takes: a divisor of their number.
inline constexpr int32_t unrolled_pairs(int32_t pairs) {
  return pairs <= 8 ? pairs : pairs % 8 == 0 ? 8 : pairs % 6 == 0 ? 6 : pairs % 10 == 0 ? 10 : pairs % 14 == 0 ? 14 : pairs % 4 == 0 ? 4 : 2;
}

/// winograd_products_s8.h for cores with SMLAD: six loads feed eight of them. Sums and words take every register there is, so that all
/// else waits in memory. Layers of several depths share it.
/// @param bytes  of the filter, at each position
template <int32_t unrolled, bool is_looped>
IMPULSE_KERNEL void multiply_winograd_pairs(const int16_pair *filter, const int16_pair *values, int32_t *joined, int32_t bytes) {
  int32_t *row = joined;
  const int32_t *const last_row = joined + 64;
  const int16_pair *end;
  int32_t s0, s1, s2, s3, s4, s5, s6, s7;
  uint32_t a, b, x, y;
  __asm__ volatile(
#if IMPULSE_DUAL_ISSUE
      // one pair of channels; `more` where another one follows in this turn: it is loaded meanwhile
      ".macro impulse_pair more\n\t"
      "smlad %[s0], %[x], %[a], %[s0]\n\t"
      "ldr %[b], [%[filter]], #4\n\t"
      "smlad %[s2], %[y], %[a], %[s2]\n\t"
      "smlad %[s1], %[x], %[b], %[s1]\n\t"
      "ldr %[x], [%[values]], #4\n\t"
      "smlad %[s3], %[y], %[b], %[s3]\n\t"
      "ldr %[y], [%[values]], #4\n\t"
      "smlad %[s4], %[x], %[a], %[s4]\n\t"
      "smlad %[s6], %[y], %[a], %[s6]\n\t"
      ".if \\more\n\t"
      "ldr %[a], [%[filter]], #4\n\t"
      "smlad %[s5], %[x], %[b], %[s5]\n\t"
      "ldr %[x], [%[values]], #4\n\t"
      "smlad %[s7], %[y], %[b], %[s7]\n\t"
      "ldr %[y], [%[values]], #4\n\t"
      ".elseif %c[is_looped]\n\t"
      "ldr %[a], %[end]\n\t"
      "smlad %[s5], %[x], %[b], %[s5]\n\t"
      "cmp %[filter], %[a]\n\t"
      "smlad %[s7], %[y], %[b], %[s7]\n\t"
      "bne 1b\n\t"
      ".else\n\t"
      "smlad %[s5], %[x], %[b], %[s5]\n\t"
      "smlad %[s7], %[y], %[b], %[s7]\n\t"
      ".endif\n\t"
      ".endm\n\t"
#endif
      ".macro impulse_position\n\t"
      ".if %c[is_looped]\n\t"
      "ldr %[a], %[bytes]\n\t"
      "add %[a], %[filter]\n\t"
      "str %[a], %[end]\n\t"
      ".endif\n\t"
      "1:\n\t"
#if IMPULSE_DUAL_ISSUE
      "ldr %[a], [%[filter]], #4\n\t"
      "ldr %[x], [%[values]], #4\n\t"
      "ldr %[y], [%[values]], #4\n\t"
      ".rept %c[unrolled] - 1\n\t"
      "impulse_pair 1\n\t"
      ".endr\n\t"
      "impulse_pair 0\n\t"
#else
      ".rept %c[unrolled]\n\t"
      "ldr %[a], [%[filter]], #4\n\t"
      "ldr %[b], [%[filter]], #4\n\t"
      "ldr %[x], [%[values]], #4\n\t"
      "ldr %[y], [%[values]], #4\n\t"
      "smlad %[s0], %[x], %[a], %[s0]\n\t"
      "smlad %[s1], %[x], %[b], %[s1]\n\t"
      "smlad %[s2], %[y], %[a], %[s2]\n\t"
      "smlad %[s3], %[y], %[b], %[s3]\n\t"
      "ldr %[x], [%[values]], #4\n\t"
      "ldr %[y], [%[values]], #4\n\t"
      "smlad %[s4], %[x], %[a], %[s4]\n\t"
      "smlad %[s5], %[x], %[b], %[s5]\n\t"
      "smlad %[s6], %[y], %[a], %[s6]\n\t"
      "smlad %[s7], %[y], %[b], %[s7]\n\t"
      ".endr\n\t"
      ".if %c[is_looped]\n\t"
      "ldr %[x], %[end]\n\t"
      "cmp %[filter], %[x]\n\t"
      "bne 1b\n\t"
      ".endif\n\t"
#endif
      ".endm\n\t"
      // the sums as eight words at `to`
      ".macro impulse_store to\n\t"
      "str %[s0], [%[a], #\\to]\n\t"
      "str %[s1], [%[a], #\\to + 4]\n\t"
      "str %[s2], [%[a], #\\to + 8]\n\t"
      "str %[s3], [%[a], #\\to + 12]\n\t"
      "str %[s4], [%[a], #\\to + 16]\n\t"
      "str %[s5], [%[a], #\\to + 20]\n\t"
      "str %[s6], [%[a], #\\to + 24]\n\t"
      "str %[s7], [%[a], #\\to + 28]\n\t"
      ".endm\n\t"
      // twice the word at `at`, less the sum
      ".macro impulse_twice_less first second at\n\t"
      "ldr %[x], [%[a], #\\at]\n\t"
      "ldr %[y], [%[a], #\\at + 4]\n\t"
      "rsb %[x], \\first, %[x], lsl #1\n\t"
      "rsb %[y], \\second, %[y], lsl #1\n\t"
      "str %[x], [%[a], #\\at]\n\t"
      "str %[y], [%[a], #\\at + 4]\n\t"
      ".endm\n\t"
      "2:\n\t"
      "movs %[s0], #0\n\t"
      "movs %[s1], #0\n\t"
      "movs %[s2], #0\n\t"
      "movs %[s3], #0\n\t"
      "movs %[s4], #0\n\t"
      "movs %[s5], #0\n\t"
      "movs %[s6], #0\n\t"
      "movs %[s7], #0\n\t"
      "impulse_position\n\t"
      "ldr %[a], %[row]\n\t"
      "impulse_store 32\n\t"
      "impulse_position\n\t"
      "ldr %[a], %[row]\n\t"
      "impulse_twice_less %[s0] %[s1] 32\n\t"
      "impulse_twice_less %[s2] %[s3] 40\n\t"
      "impulse_twice_less %[s4] %[s5] 48\n\t"
      "impulse_twice_less %[s6] %[s7] 56\n\t"
      "impulse_position\n\t"
      "ldr %[a], %[row]\n\t"
      "impulse_store 0\n\t"
      "ldr %[s0], [%[a], #32]\n\t"
      "ldr %[s1], [%[a], #36]\n\t"
      "ldr %[s2], [%[a], #40]\n\t"
      "ldr %[s3], [%[a], #44]\n\t"
      "ldr %[s4], [%[a], #48]\n\t"
      "ldr %[s5], [%[a], #52]\n\t"
      "ldr %[s6], [%[a], #56]\n\t"
      "ldr %[s7], [%[a], #60]\n\t"
      "impulse_position\n\t"
      "ldr %[a], %[row]\n\t"
      "ldr %[x], %[last_row]\n\t"
      "impulse_store 32\n\t"
      "adds %[a], %[a], #64\n\t"
      "str %[a], %[row]\n\t"
      "cmp %[a], %[x]\n\t"
      "bne 2b\n\t"
#if IMPULSE_DUAL_ISSUE
      ".purgem impulse_pair\n\t"
#endif
      ".purgem impulse_position\n\t"
      ".purgem impulse_store\n\t"
      ".purgem impulse_twice_less\n\t"
      : [s0] "=&r"(s0), [s1] "=&r"(s1), [s2] "=&r"(s2), [s3] "=&r"(s3), [s4] "=&r"(s4), [s5] "=&r"(s5), [s6] "=&r"(s6), [s7] "=&r"(s7),
        [filter] "+r"(filter), [values] "+r"(values), [a] "=&r"(a), [b] "=&r"(b), [x] "=&r"(x), [y] "=&r"(y), [row] "+m"(row),
        [end] "=m"(end)
      : [last_row] "m"(last_row), [bytes] "m"(bytes), [unrolled] "i"(unrolled), [is_looped] "i"(is_looped ? 1 : 0)
      : "cc", "memory");
}

/// winograd_products_s8.h.
template <int32_t depth>
inline void multiply_winograd_s8(const int16_pair *filter, const int16_pair *values, int32_t *joined) {
  constexpr int32_t pairs = depth / 2, unrolled = unrolled_pairs(pairs);
  multiply_winograd_pairs<unrolled, (pairs > unrolled)>(filter, values, joined, 8 * pairs);
}

#endif

}  // namespace impulse_nn

#endif  // IMPULSE_NN_WINOGRAD_PRODUCTS_S8_H
