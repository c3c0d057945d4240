// SPDX-License-Identifier: Apache-2.0
#ifndef IMPULSE_NN_L2_POOL_2D_F32_H
#define IMPULSE_NN_L2_POOL_2D_F32_H

#include "float_range.h"

namespace impulse_nn {

/// L2_POOL_2D: the root of the mean square; what of a window lies outside the image does not count.
/// @param input   [batches, input_height, input_width, depth]
/// @param output  [batches, output_height, output_width, depth]
template <class Op>
inline void l2_pool_2d_f32(const float *input, float *output) {
  for (int32_t batch = 0; batch < Op::batches; ++batch, input += Op::input_height * Op::input_width * Op::depth) {
    for (int32_t oy = 0; oy < Op::output_height; ++oy) {
      for (int32_t ox = 0; ox < Op::output_width; ++ox, output += Op::depth) {
        const int32_t top = oy * Op::stride_height - Op::pad_top;
        const int32_t left = ox * Op::stride_width - Op::pad_left;
        const int32_t first_y = top < 0 ? 0 : top;
        const int32_t first_x = left < 0 ? 0 : left;
        const int32_t end_y = top + Op::filter_height < Op::input_height ? top + Op::filter_height : Op::input_height;
        const int32_t end_x = left + Op::filter_width < Op::input_width ? left + Op::filter_width : Op::input_width;
        const int32_t count = (end_y - first_y) * (end_x - first_x);
        for (int32_t c = 0; c < Op::depth; ++c) {
          float sum = 0.0f;
          for (int32_t y = first_y; y < end_y; ++y) {
            for (int32_t x = first_x; x < end_x; ++x) {
              const float pixel = input[(y * Op::input_width + x) * Op::depth + c];
              sum += pixel * pixel;
            }
          }
          output[c] = activate_f32<Op>(impulse::sqrt_f32(sum / static_cast<float>(count)));
        }
      }
    }
  }
}

}  // namespace impulse_nn

#endif  // IMPULSE_NN_L2_POOL_2D_F32_H
