// SPDX-License-Identifier: Apache-2.0
#ifndef IMPULSE_NN_WINDOW_SUMS_H
#define IMPULSE_NN_WINDOW_SUMS_H

#include <stdint.h>

namespace impulse_nn {

/// Sums of four neighbouring channels over a window of an image.
/// @tparam depth, row  values from one pixel to the next, and from one row to the next
/// @tparam most        no window has more pixels
/// @param first        the first of the four channels, of the window's first pixel
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

}  // namespace impulse_nn

#endif  // IMPULSE_NN_WINDOW_SUMS_H
