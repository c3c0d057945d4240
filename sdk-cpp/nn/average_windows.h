// SPDX-License-Identifier: Apache-2.0
#ifndef IMPULSE_NN_AVERAGE_WINDOWS_H
#define IMPULSE_NN_AVERAGE_WINDOWS_H

#include "requantize.h"
#include "window_sums.h"

namespace impulse_nn {

/// The frame of AVERAGE_POOL_2D; what of a window lies outside the image does not count.
/// @param input   [batches, input_height, input_width, depth]
/// @param output  [batches, output_height, output_width, depth]
/// @param divide  (sum, count) -> the mean, rounded
template <class Op, class T, class Divide>
inline void average_windows(const T *input, T *output, Divide divide) {
  const auto cut = [](int32_t mean) { return static_cast<T>(clamp(mean, Op::activation_min, Op::activation_max)); };
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
        const int32_t whole = Op::depth / 4 * 4;
        for (int32_t c = 0; c < whole; c += 4) {
          int32_t sums[4];
          sum_window<Op::depth, Op::input_width * Op::depth, Op::filter_height * Op::filter_width>(
              input + (first_y * Op::input_width + first_x) * Op::depth + c, end_y - first_y, end_x - first_x, sums);
          for (int32_t i = 0; i < 4; ++i) output[c + i] = cut(divide(sums[i], count));
        }
        for (int32_t c = whole; c < Op::depth; ++c) {
          int32_t sum = 0;
          for (int32_t y = first_y; y < end_y; ++y) {
            for (int32_t x = first_x; x < end_x; ++x) {
              const T pixel = input[(y * Op::input_width + x) * Op::depth + c];
              sum += pixel;
            }
          }
          output[c] = cut(divide(sum, count));
        }
      }
    }
  }
}

}  // namespace impulse_nn

#endif  // IMPULSE_NN_AVERAGE_WINDOWS_H
