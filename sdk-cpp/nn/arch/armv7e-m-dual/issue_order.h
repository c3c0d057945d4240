// SPDX-License-Identifier: Apache-2.0
#ifndef IMPULSE_NN_ISSUE_ORDER_H
#define IMPULSE_NN_ISSUE_ORDER_H

/// issue_order.h for the Cortex-M7: each cycle has one product, and beside it what later ones need. A loaded word waits a cycle for a
/// product, widening comes first of a pair, and loads of one pointer that moves on go one a cycle (targets/cores/cortex-m7).
#define IMPULSE_DUAL_ISSUE 1

/// The products of a tile (tile_s8.h), `unrolled` pairs of values a turn: eight cycles a pair where the filters are folded, else nine.
/// While the last products of a pair go, the first words of the next one are loaded (`more`); the last pair of a turn loads the loop's end
/// instead. Registers as in tile_s8.h: s0 to s7, first, both, x, y, filter.
/// @param column     register that walks along the columns, and `end`: the place in memory that says where they end
/// @param is_folded  and `is_looped`: conditions of the assembler
#define IMPULSE_TILE_TURNS(column, end, unrolled, is_folded, is_looped) \
  ".macro impulse_weights word more\n\t" \
  ".if \\more\n\t" \
  "ldr \\word, [%[filter]], #4\n\t" \
  ".elseif " is_looped "\n\t" \
  "ldr \\word, " end "\n\t" \
  ".endif\n\t" \
  ".endm\n\t" \
  ".macro impulse_columns more limit\n\t" \
  ".if \\more\n\t" \
  "ldr %[x], [" column "], #4\n\t" \
  ".elseif " is_looped "\n\t" \
  "cmp " column ", \\limit\n\t" \
  ".endif\n\t" \
  ".endm\n\t" \
  ".macro impulse_pair more\n\t" \
  ".if " is_folded "\n\t" \
  "sxtb16 %[first], %[both]\n\t" \
  "smlad %[s1], %[x], %[both], %[s1]\n\t" \
  "smlad %[s3], %[y], %[both], %[s3]\n\t" \
  "smlad %[s0], %[x], %[first], %[s0]\n\t" \
  "ldr %[x], [" column "], #4\n\t" \
  "smlad %[s2], %[y], %[first], %[s2]\n\t" \
  "ldr %[y], [" column "], #4\n\t" \
  "smlad %[s5], %[x], %[both], %[s5]\n\t" \
  "smlad %[s7], %[y], %[both], %[s7]\n\t" \
  "impulse_weights %[both] \\more\n\t" \
  "smlad %[s4], %[x], %[first], %[s4]\n\t" \
  "impulse_columns \\more %[both]\n\t" \
  "smlad %[s6], %[y], %[first], %[s6]\n\t" \
  ".else\n\t" \
  "sxtb16 %[both], %[first], ror #8\n\t" \
  "sxtb16 %[first], %[first]\n\t" \
  "smlad %[s1], %[x], %[both], %[s1]\n\t" \
  "smlad %[s3], %[y], %[both], %[s3]\n\t" \
  "smlad %[s0], %[x], %[first], %[s0]\n\t" \
  "ldr %[x], [" column "], #4\n\t" \
  "smlad %[s2], %[y], %[first], %[s2]\n\t" \
  "ldr %[y], [" column "], #4\n\t" \
  "smlad %[s4], %[x], %[first], %[s4]\n\t" \
  "smlad %[s6], %[y], %[first], %[s6]\n\t" \
  "impulse_weights %[first] \\more\n\t" \
  "smlad %[s5], %[x], %[both], %[s5]\n\t" \
  "impulse_columns \\more %[first]\n\t" \
  "smlad %[s7], %[y], %[both], %[s7]\n\t" \
  ".endif\n\t" \
  ".if \\more\n\t" \
  "ldr %[y], [" column "], #4\n\t" \
  ".elseif " is_looped "\n\t" \
  "bne 1b\n\t" \
  ".endif\n\t" \
  ".endm\n\t" \
  "1:\n\t" \
  ".if " is_folded "\n\t" \
  "ldr %[both], [%[filter]], #4\n\t" \
  ".else\n\t" \
  "ldr %[first], [%[filter]], #4\n\t" \
  ".endif\n\t" \
  "ldr %[x], [" column "], #4\n\t" \
  "ldr %[y], [" column "], #4\n\t" \
  ".rept " unrolled " - 1\n\t" \
  "impulse_pair 1\n\t" \
  ".endr\n\t" \
  "impulse_pair 0\n\t" \
  ".purgem impulse_weights\n\t" \
  ".purgem impulse_columns\n\t" \
  ".purgem impulse_pair\n\t"

/// The macros of tile_filters_s8.h for four sums of one filter at once: each step of one goes beside another step of the next.
/// @param cuts       condition of the assembler: whether the range begins at the zero point
/// @param is_folded  and: whether the second filter's sums are what is above the first one's, 2^8 times as large
#define IMPULSE_FOUR_OUTPUTS(cuts, is_folded) \
  ".macro impulse_requantize a b c d shift by multiplier half\n\t" \
  "\\shift \\a, \\a, #\\by\n\t" \
  "\\shift \\b, \\b, #\\by\n\t" \
  ".if " cuts "\n\t" \
  "smmlar \\a, \\a, \\multiplier, \\half\n\t" \
  "\\shift \\c, \\c, #\\by\n\t" \
  "smmlar \\b, \\b, \\multiplier, \\half\n\t" \
  "\\shift \\d, \\d, #\\by\n\t" \
  "smmlar \\c, \\c, \\multiplier, \\half\n\t" \
  "asrs \\a, \\a, %[y]\n\t" \
  "smmlar \\d, \\d, \\multiplier, \\half\n\t" \
  ".else\n\t" \
  "smmulr \\a, \\a, \\multiplier\n\t" \
  "\\shift \\c, \\c, #\\by\n\t" \
  "smmulr \\b, \\b, \\multiplier\n\t" \
  "\\shift \\d, \\d, #\\by\n\t" \
  "smmulr \\c, \\c, \\multiplier\n\t" \
  "add \\a, \\a, \\a, asr #31\n\t" \
  "smmulr \\d, \\d, \\multiplier\n\t" \
  "add \\b, \\b, \\b, asr #31\n\t" \
  "adds \\a, \\a, \\half\n\t" \
  "add \\c, \\c, \\c, asr #31\n\t" \
  "adds \\b, \\b, \\half\n\t" \
  "add \\d, \\d, \\d, asr #31\n\t" \
  "adds \\c, \\c, \\half\n\t" \
  "asrs \\a, \\a, %[y]\n\t" \
  "adds \\d, \\d, \\half\n\t" \
  ".endif\n\t" \
  "asrs \\b, \\b, %[y]\n\t" \
  "asrs \\c, \\c, %[y]\n\t" \
  "ssat \\a, #8, \\a\n\t" \
  "asrs \\d, \\d, %[y]\n\t" \
  "ssat \\b, #8, \\b\n\t" \
  "ssat \\c, #8, \\c\n\t" \
  "ssat \\d, #8, \\d\n\t" \
  ".endm\n\t" \
  ".macro impulse_first a b c d\n\t" \
  "impulse_requantize \\a \\b \\c \\d lsls 1 %[x] %[first]\n\t" \
  ".endm\n\t" \
  ".macro impulse_second a b c d\n\t" \
  ".if " is_folded "\n\t" \
  "impulse_requantize \\a \\b \\c \\d asrs 7 %[both] %[s2]\n\t" \
  ".else\n\t" \
  "impulse_requantize \\a \\b \\c \\d lsls 1 %[both] %[s2]\n\t" \
  ".endif\n\t" \
  ".endm\n\t"

#endif  // IMPULSE_NN_ISSUE_ORDER_H
