// SPDX-License-Identifier: Apache-2.0
#ifndef IMPULSE_NN_RESIZE_BILINEAR_F32_H
#define IMPULSE_NN_RESIZE_BILINEAR_F32_H

#include "deterministic.h"
#include "placement.h"

namespace impulse_nn {

/// RESIZE_BILINEAR on float32, summed in TFLite's order.
/// @param input    [batches, input_height, input_width, depth]
/// @param rows     [2 * output_height], the input rows above and below each output row
/// @param columns  [2 * output_width], the input columns left and right of each output column
/// @param down     [output_height], how far each output row lies below its upper input row, 0 to 1
/// @param right    [output_width], the same for columns
template <class Op>
IMPULSE_KERNEL void resize_bilinear_f32(const float *input, const int16_t *rows, const int16_t *columns, const float *down,
                                        const float *right, float *output) {
  for (int32_t batch = 0; batch < Op::batches; ++batch, input += Op::input_height * Op::input_width * Op::depth) {
    for (int32_t y = 0; y < Op::output_height; ++y) {
      const float *upper = input + rows[2 * y] * Op::input_width * Op::depth;
      const float *lower = input + rows[2 * y + 1] * Op::input_width * Op::depth;
      for (int32_t x = 0; x < Op::output_width; ++x) {
        const int32_t a = columns[2 * x] * Op::depth;
        const int32_t b = columns[2 * x + 1] * Op::depth;
        for (int32_t c = 0; c < Op::depth; ++c) {
          const float left = upper[a + c] * (1.0f - down[y]) * (1.0f - right[x]) + lower[a + c] * down[y] * (1.0f - right[x]);
          *output++ = left + upper[b + c] * (1.0f - down[y]) * right[x] + lower[b + c] * down[y] * right[x] + 0.0f;
        }
      }
    }
  }
}

}  // namespace impulse_nn

#endif  // IMPULSE_NN_RESIZE_BILINEAR_F32_H
