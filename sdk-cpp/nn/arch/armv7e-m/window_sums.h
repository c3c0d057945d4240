// SPDX-License-Identifier: Apache-2.0
#ifndef IMPULSE_NN_WINDOW_SUMS_H
#define IMPULSE_NN_WINDOW_SUMS_H

#include "dual_mac.h"

namespace impulse_nn {

/// sums + bytes 0 and 2 of a word, as two int16.
inline int16_pair add_even(int16_pair sums, uint32_t word) {
  int16_pair result;
  __asm__("sxtab16 %0, %1, %2" : "=r"(result) : "r"(sums), "r"(word));
  return result;
}

/// sums + bytes 1 and 3 of a word, as two int16.
inline int16_pair add_odd(int16_pair sums, uint32_t word) {
  int16_pair result;
  __asm__("sxtab16 %0, %1, %2, ror #8" : "=r"(result) : "r"(sums), "r"(word));
  return result;
}

/// One half of a pair, with its sign.
inline int32_t half_of(int16_pair pair, int32_t half) { return static_cast<int16_t>(half == 0 ? pair & 0xffffu : pair >> 16); }

/// window_sums.h, values of any type one by one.
template <int32_t depth, int32_t row, int32_t most, class T>
inline void sum_window(const T *first, int32_t rows, int32_t columns, int32_t (&sums)[4]) {
  for (int32_t channel = 0; channel < 4; ++channel) {
    int32_t sum = 0;
    for (int32_t y = 0; y < rows; ++y) {
      for (int32_t x = 0; x < columns; ++x) sum += first[y * row + x * depth + channel];
    }
    sums[channel] = sum;
  }
}

/// window_sums.h for cores with SXTAB16, which adds two bytes of a word to two sums of int16: they hold 256 values.
template <int32_t depth, int32_t row, int32_t most>
inline void sum_window(const int8_t *first, int32_t rows, int32_t columns, int32_t (&sums)[4]) {
  if (most > 256) return sum_window<depth, row, most, int8_t>(first, rows, columns, sums);
  int16_pair even = 0, odd = 0;
  for (int32_t y = 0; y < rows; ++y, first += row) {
    const int8_t *pixel = first;
    for (int32_t x = 0; x < columns; ++x, pixel += depth) {
      const uint32_t word = load_word(pixel);
      even = add_even(even, word);
      odd = add_odd(odd, word);
    }
  }
  sums[0] = half_of(even, 0), sums[1] = half_of(odd, 0), sums[2] = half_of(even, 1), sums[3] = half_of(odd, 1);
}

}  // namespace impulse_nn

#endif  // IMPULSE_NN_WINDOW_SUMS_H
