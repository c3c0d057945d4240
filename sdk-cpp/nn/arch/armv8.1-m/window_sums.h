// SPDX-License-Identifier: Apache-2.0
#ifndef IMPULSE_NN_WINDOW_SUMS_H
#define IMPULSE_NN_WINDOW_SUMS_H

#include <arm_mve.h>
#include <stdint.h>

namespace impulse_nn {

/// Four neighbouring values, widened.
inline int32x4_t load_widened(const int8_t *values) { return vldrbq_s32(values); }
inline int32x4_t load_widened(const int16_t *values) { return vldrhq_s32(values); }

/// window_sums.h, four channels in a vector.
template <int32_t depth, int32_t row, int32_t most, class T>
inline void sum_window(const T *first, int32_t rows, int32_t columns, int32_t (&sums)[4]) {
  int32x4_t lanes = vdupq_n_s32(0);
  for (int32_t y = 0; y < rows; ++y, first += row) {
    const T *pixel = first;
    for (int32_t x = 0; x < columns; ++x, pixel += depth) lanes = vaddq_s32(lanes, load_widened(pixel));
  }
  vstrwq_s32(sums, lanes);
}

}  // namespace impulse_nn

#endif  // IMPULSE_NN_WINDOW_SUMS_H
