// SPDX-License-Identifier: Apache-2.0
#ifndef IMPULSE_NN_TRANSPOSE_CONV_F32_H
#define IMPULSE_NN_TRANSPOSE_CONV_F32_H

#include "float_range.h"
#include "placement.h"

namespace impulse_nn {

/// What reaches one output of a transposed convolution, before bias and activation; summed row by row, channel by channel.
template <class Op>
inline float scattered_to_f32(const float *image, const float *filter, int32_t oy, int32_t ox) {
  float sum = 0.0f;
  for (int32_t y = 0; y < Op::input_height; ++y) {
    const int32_t fy = oy + Op::pad_top - y * Op::stride_height;
    if (fy < 0 || fy >= Op::filter_height) continue;
    for (int32_t x = 0; x < Op::input_width; ++x) {
      const int32_t fx = ox + Op::pad_left - x * Op::stride_width;
      if (fx < 0 || fx >= Op::filter_width) continue;
      const float *pixel = image + (y * Op::input_width + x) * Op::input_depth;
      const float *weights = filter + (fy * Op::filter_width + fx) * Op::input_depth;
      for (int32_t c = 0; c < Op::input_depth; ++c) sum += pixel[c] * weights[c];
    }
  }
  return sum;
}

/// TRANSPOSE_CONV on float32; layouts as conv_2d_s8.
template <class Op>
IMPULSE_KERNEL void transpose_conv_f32(const float *input, const float *filter, const float *bias, float *output) {
  const int32_t filter_size = Op::filter_height * Op::filter_width * Op::input_depth;
  for (int32_t batch = 0; batch < Op::batches; ++batch, input += Op::input_height * Op::input_width * Op::input_depth) {
    for (int32_t oy = 0; oy < Op::output_height; ++oy) {
      for (int32_t ox = 0; ox < Op::output_width; ++ox) {
        for (int32_t oc = 0; oc < Op::output_depth; ++oc) {
          *output++ = activate_f32<Op>(scattered_to_f32<Op>(input, filter + oc * filter_size, oy, ox) + bias[oc]);
        }
      }
    }
  }
}

}  // namespace impulse_nn

#endif  // IMPULSE_NN_TRANSPOSE_CONV_F32_H
