// SPDX-License-Identifier: Apache-2.0
#ifndef IMPULSE_NN_POOL_WINDOWS_F32_H
#define IMPULSE_NN_POOL_WINDOWS_F32_H

#include "float_range.h"

namespace impulse_nn {

/// The windows of a pool: what of each lies inside the image is joined, channel by channel, row by row; the rest does not count.
/// @param input   [batches, input_height, input_width, depth]
/// @param output  [batches, output_height, output_width, depth]
/// @param start   what no value has been joined with
/// @param join    (float joined, float value) -> float
/// @param finish  (float joined, int32_t count) -> float, of all `count` values
template <class Op, class Join, class Finish>
inline void pool_windows_f32(const float *input, float *output, float start, Join join, Finish finish) {
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
          float joined = start;
          for (int32_t y = first_y; y < end_y; ++y) {
            for (int32_t x = first_x; x < end_x; ++x) joined = join(joined, input[(y * Op::input_width + x) * Op::depth + c]);
          }
          output[c] = activate_f32<Op>(finish(joined, count));
        }
      }
    }
  }
}

}  // namespace impulse_nn

#endif  // IMPULSE_NN_POOL_WINDOWS_F32_H
