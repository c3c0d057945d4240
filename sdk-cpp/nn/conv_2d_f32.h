// SPDX-License-Identifier: Apache-2.0
#ifndef IMPULSE_NN_CONV_2D_F32_H
#define IMPULSE_NN_CONV_2D_F32_H

#include "float_range.h"
#include "placement.h"

namespace impulse_nn {

/// One output of a convolution before bias and activation; summed row by row, channel by channel.
template <class Op>
inline float convolve_window_f32(const float *input, const float *filter, int32_t top, int32_t left) {
  float sum = 0.0f;
  for (int32_t fy = 0; fy < Op::filter_height; ++fy) {
    const int32_t y = top + fy * Op::dilation_height;
    if (y < 0 || y >= Op::input_height) continue;
    for (int32_t fx = 0; fx < Op::filter_width; ++fx) {
      const int32_t x = left + fx * Op::dilation_width;
      if (x < 0 || x >= Op::input_width) continue;
      const float *pixel = input + (y * Op::input_width + x) * Op::input_depth;
      const float *weights = filter + (fy * Op::filter_width + fx) * Op::filter_depth;
      for (int32_t c = 0; c < Op::filter_depth; ++c) sum += pixel[c] * weights[c];
    }
  }
  return sum;
}

/// CONV_2D on float32; layouts as conv_2d_s8.
template <class Op>
IMPULSE_KERNEL void conv_2d_f32(const float *input, const float *filter, const float *bias, float *output) {
  const int32_t filter_size = Op::filter_height * Op::filter_width * Op::filter_depth;
  const int32_t filters_per_group = Op::output_depth / (Op::input_depth / Op::filter_depth);
  for (int32_t batch = 0; batch < Op::batches; ++batch) {
    const float *image = input + batch * Op::input_height * Op::input_width * Op::input_depth;
    for (int32_t oy = 0; oy < Op::output_height; ++oy) {
      for (int32_t ox = 0; ox < Op::output_width; ++ox) {
        const int32_t top = oy * Op::stride_height - Op::pad_top;
        const int32_t left = ox * Op::stride_width - Op::pad_left;
        for (int32_t oc = 0; oc < Op::output_depth; ++oc) {
          const float *group = image + oc / filters_per_group * Op::filter_depth;
          const float sum = convolve_window_f32<Op>(group, filter + oc * filter_size, top, left) + bias[oc];
          *output++ = activate_f32<Op>(sum);
        }
      }
    }
  }
}

}  // namespace impulse_nn

#endif  // IMPULSE_NN_CONV_2D_F32_H
