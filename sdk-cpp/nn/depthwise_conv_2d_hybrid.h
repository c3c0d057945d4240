// SPDX-License-Identifier: Apache-2.0
#ifndef IMPULSE_NN_DEPTHWISE_CONV_2D_HYBRID_H
#define IMPULSE_NN_DEPTHWISE_CONV_2D_HYBRID_H

#include "float_range.h"
#include "hybrid_input.h"
#include "placement.h"

namespace impulse_nn {

/// DEPTHWISE_CONV_2D with int8 weights on float32, as conv_2d_hybrid.
/// @param input         [batches, input_height, input_width, input_depth]
/// @param filter        [filter_height, filter_width, output_depth]
/// @param filter_scale  [output_depth]
/// @param bias          [output_depth]
/// @param output        [batches, output_height, output_width, output_depth]
/// @param scratch       room for one image of int8
template <class Op>
IMPULSE_KERNEL void depthwise_conv_2d_hybrid(const float *input, const int8_t *filter, const float *filter_scale, const float *bias,
                                             float *output, unsigned char *scratch) {
  const int32_t depth_multiplier = Op::output_depth / Op::input_depth;
  const int32_t image_size = Op::input_height * Op::input_width * Op::input_depth;
  int8_t *image = reinterpret_cast<int8_t *>(scratch);
  for (int32_t batch = 0; batch < Op::batches; ++batch, input += image_size) {
    const HybridScale found = quantize_hybrid_input<Op>(input, image_size, image);
    for (int32_t oy = 0; oy < Op::output_height; ++oy) {
      for (int32_t ox = 0; ox < Op::output_width; ++ox) {
        const int32_t top = oy * Op::stride_height - Op::pad_top;
        const int32_t left = ox * Op::stride_width - Op::pad_left;
        for (int32_t oc = 0; oc < Op::output_depth; ++oc) {
          int32_t sum = 0;
          for (int32_t fy = 0; fy < Op::filter_height; ++fy) {
            const int32_t y = top + fy * Op::dilation_height;
            if (y < 0 || y >= Op::input_height) continue;
            for (int32_t fx = 0; fx < Op::filter_width; ++fx) {
              const int32_t x = left + fx * Op::dilation_width;
              if (x < 0 || x >= Op::input_width) continue;
              const int32_t value = image[(y * Op::input_width + x) * Op::input_depth + oc / depth_multiplier];
              sum += (value - found.zero_point) * filter[(fy * Op::filter_width + fx) * Op::output_depth + oc];
            }
          }
          *output++ = activate_f32<Op>(static_cast<float>(sum) * (found.scale * filter_scale[oc]) + bias[oc]);
        }
      }
    }
  }
}

}  // namespace impulse_nn

#endif  // IMPULSE_NN_DEPTHWISE_CONV_2D_HYBRID_H
