// SPDX-License-Identifier: Apache-2.0
#ifndef IMPULSE_NN_RESIZE_BILINEAR_RAISED_S8_H
#define IMPULSE_NN_RESIZE_BILINEAR_RAISED_S8_H

#include "deterministic.h"
#include "placement.h"

namespace impulse_nn {

/// RESIZE_BILINEAR on what a uint8 model holds 128 higher: in float32, rounded half up. Arguments as resize_bilinear_f32.
template <class Op>
IMPULSE_KERNEL void resize_bilinear_raised_s8(const int8_t *input, const int16_t *rows, const int16_t *columns, const float *down,
                                              const float *right, int8_t *output) {
  for (int32_t batch = 0; batch < Op::batches; ++batch, input += Op::input_height * Op::input_width * Op::depth) {
    for (int32_t y = 0; y < Op::output_height; ++y) {
      const int8_t *upper = input + rows[2 * y] * Op::input_width * Op::depth;
      const int8_t *lower = input + rows[2 * y + 1] * Op::input_width * Op::depth;
      for (int32_t x = 0; x < Op::output_width; ++x) {
        const int32_t a = columns[2 * x] * Op::depth;
        const int32_t b = columns[2 * x + 1] * Op::depth;
        for (int32_t c = 0; c < Op::depth; ++c) {
          const float corners[4] = {static_cast<float>(upper[a + c] + 128), static_cast<float>(lower[a + c] + 128),
                                    static_cast<float>(upper[b + c] + 128), static_cast<float>(lower[b + c] + 128)};
          const float left = corners[0] * (1.0f - down[y]) * (1.0f - right[x]) + corners[1] * down[y] * (1.0f - right[x]);
          const float value = left + corners[2] * (1.0f - down[y]) * right[x] + corners[3] * down[y] * right[x] + 0.5f;
          *output++ = static_cast<int8_t>(static_cast<int32_t>(value) - 128);
        }
      }
    }
  }
}

}  // namespace impulse_nn

#endif  // IMPULSE_NN_RESIZE_BILINEAR_RAISED_S8_H
