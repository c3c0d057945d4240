// SPDX-License-Identifier: Apache-2.0
#ifndef IMPULSE_NN_CONV_2D_HYBRID_H
#define IMPULSE_NN_CONV_2D_HYBRID_H

#include "float_range.h"
#include "hybrid_input.h"
#include "placement.h"

namespace impulse_nn {

/// One output of a hybrid convolution before scaling: the window at (top, left), one group of channels, one filter.
template <class Op>
inline int32_t convolve_window_hybrid(const int8_t *input, const int8_t *filter, int32_t top, int32_t left, int32_t zero_point) {
  int32_t sum = 0;
  for (int32_t fy = 0; fy < Op::filter_height; ++fy) {
    const int32_t y = top + fy * Op::dilation_height;
    if (y < 0 || y >= Op::input_height) continue;
    for (int32_t fx = 0; fx < Op::filter_width; ++fx) {
      const int32_t x = left + fx * Op::dilation_width;
      if (x < 0 || x >= Op::input_width) continue;
      const int8_t *pixel = input + (y * Op::input_width + x) * Op::input_depth;
      const int8_t *weights = filter + (fy * Op::filter_width + fx) * Op::filter_depth;
      for (int32_t c = 0; c < Op::filter_depth; ++c) sum += (pixel[c] - zero_point) * weights[c];
    }
  }
  return sum;
}

/// CONV_2D with int8 weights on float32: each image is quantised by a scale of its own, summed in integers, scaled in float. All of an
/// image is read before its first output is written.
/// @param input         [batches, input_height, input_width, input_depth]
/// @param filter        [output_depth, filter_height, filter_width, filter_depth]; filter_depth = input_depth / groups
/// @param filter_scale  [output_depth], or [1] unless per_channel
/// @param bias          [output_depth]
/// @param output        [batches, output_height, output_width, output_depth]
/// @param scratch       room for one image of int8
template <class Op>
IMPULSE_KERNEL void conv_2d_hybrid(const float *input, const int8_t *filter, const float *filter_scale, const float *bias, float *output,
                                   unsigned char *scratch) {
  const int32_t filter_size = Op::filter_height * Op::filter_width * Op::filter_depth;
  const int32_t filters_per_group = Op::output_depth / (Op::input_depth / Op::filter_depth);
  const int32_t image_size = Op::input_height * Op::input_width * Op::input_depth;
  int8_t *image = reinterpret_cast<int8_t *>(scratch);
  for (int32_t batch = 0; batch < Op::batches; ++batch, input += image_size) {
    const HybridScale found = quantize_hybrid_input<Op>(input, image_size, image);
    for (int32_t oy = 0; oy < Op::output_height; ++oy) {
      for (int32_t ox = 0; ox < Op::output_width; ++ox) {
        const int32_t top = oy * Op::stride_height - Op::pad_top;
        const int32_t left = ox * Op::stride_width - Op::pad_left;
        for (int32_t oc = 0; oc < Op::output_depth; ++oc) {
          const int8_t *group = image + oc / filters_per_group * Op::filter_depth;
          const float sum = static_cast<float>(convolve_window_hybrid<Op>(group, filter + oc * filter_size, top, left, found.zero_point));
          const float scaled = Op::per_channel != 0 ? sum * filter_scale[oc] * found.scale : sum * (found.scale * filter_scale[0]);
          *output++ = activate_f32<Op>(scaled + bias[oc]);
        }
      }
    }
  }
}

}  // namespace impulse_nn

#endif  // IMPULSE_NN_CONV_2D_HYBRID_H
