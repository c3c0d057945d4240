// SPDX-License-Identifier: Apache-2.0
#ifndef IMPULSE_NN_WIDEN_RUN_S8_H
#define IMPULSE_NN_WIDEN_RUN_S8_H

#include "dual_mac.h"

namespace impulse_nn {

/// Four pixels, each `depth` values widened to int16, interleaved for tile_s8.h: of every four values k ... k + 3 first (k, k + 2) of
/// pixels 0, 1, 2, 3, then (k + 1, k + 3) of pixels 0, 1, 2, 3. Pixel p writes words p and p + 4 of each block of eight.
typedef uint32_t column_word;

/// Writes `count` values (a multiple of 4) of one pixel and returns where the next ones go.
template <int32_t count>
inline column_word *widen_run(const int8_t *values, column_word *column) {
  // four words at a time, so that their loads stand together
  for (int32_t k = 0; k < count / 16; ++k, values += 16, column += 32) {
    const uint32_t word_0 = load_word(values), word_1 = load_word(values + 4);
    const uint32_t word_2 = load_word(values + 8), word_3 = load_word(values + 12);
    column[0] = widen_even(word_0);
    column[4] = widen_odd(word_0);
    column[8] = widen_even(word_1);
    column[12] = widen_odd(word_1);
    column[16] = widen_even(word_2);
    column[20] = widen_odd(word_2);
    column[24] = widen_even(word_3);
    column[28] = widen_odd(word_3);
  }
  if (count % 16 >= 8) {
    const uint32_t word_0 = load_word(values), word_1 = load_word(values + 4);
    column[0] = widen_even(word_0);
    column[4] = widen_odd(word_0);
    column[8] = widen_even(word_1);
    column[12] = widen_odd(word_1);
    values += 8, column += 16;
  }
  if (count % 8 >= 4) {
    const uint32_t word = load_word(values);
    column[0] = widen_even(word);
    column[4] = widen_odd(word);
    column += 8;
  }
  return column;
}

}  // namespace impulse_nn

#endif  // IMPULSE_NN_WIDEN_RUN_S8_H
