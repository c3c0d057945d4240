// SPDX-License-Identifier: Apache-2.0
#ifndef IMPULSE_NN_RESIZE_BILINEAR_S16_H
#define IMPULSE_NN_RESIZE_BILINEAR_S16_H

#include "placement.h"
#include <stdint.h>

namespace impulse_nn {

/// RESIZE_BILINEAR on int16 in Q10 weights; arguments as resize_bilinear_f32, distances in steps of 2^-10, rounded half away from zero.
template <class Op>
IMPULSE_KERNEL void resize_bilinear_s16(const int16_t *input, const int16_t *rows, const int16_t *columns, const int16_t *down,
                                        const int16_t *right, int16_t *output) {
  const int32_t one = 1 << 10;
  for (int32_t batch = 0; batch < Op::batches; ++batch, input += Op::input_height * Op::input_width * Op::depth) {
    for (int32_t y = 0; y < Op::output_height; ++y) {
      const int16_t *upper = input + rows[2 * y] * Op::input_width * Op::depth;
      const int16_t *lower = input + rows[2 * y + 1] * Op::input_width * Op::depth;
      for (int32_t x = 0; x < Op::output_width; ++x) {
        const int32_t a = columns[2 * x] * Op::depth;
        const int32_t b = columns[2 * x + 1] * Op::depth;
        for (int32_t c = 0; c < Op::depth; ++c) {
          const int64_t left = upper[a + c] * (one - down[y]) + lower[a + c] * down[y];
          const int64_t sum = left * (one - right[x]) + static_cast<int64_t>(upper[b + c] * (one - down[y]) + lower[b + c] * down[y]) * right[x];
          *output++ = static_cast<int16_t>((sum + (sum > 0 ? 1 << 19 : -(1 << 19))) / (1 << 20));
        }
      }
    }
  }
}

}  // namespace impulse_nn

#endif  // IMPULSE_NN_RESIZE_BILINEAR_S16_H
