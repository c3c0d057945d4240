// SPDX-License-Identifier: Apache-2.0
#ifndef IMPULSE_NN_DEPTHWISE_CONV_2D_S8_H
#define IMPULSE_NN_DEPTHWISE_CONV_2D_S8_H

#include "placement.h"
#include "requantize.h"

namespace impulse_nn {

/// DEPTHWISE_CONV_2D on int8: output channel oc reads input channel oc / (output_depth / input_depth) alone.
/// @param input       [batches, input_height, input_width, input_depth]
/// @param filter      [filter_height, filter_width, output_depth], filter_offset less than the weights
/// @param bias        [output_depth], scale = input scale * filter scale
/// @param multiplier  [output_depth], with shift: input scale * filter scale / output scale
/// @param output      [batches, output_height, output_width, output_depth]
template <class Op>
IMPULSE_KERNEL void depthwise_conv_2d_s8(const int8_t *input, const int8_t *filter, const int32_t *bias, const int32_t *multiplier,
                                 const int8_t *shift, int8_t *output) {
  const int32_t depth_multiplier = Op::output_depth / Op::input_depth;
  for (int32_t batch = 0; batch < Op::batches; ++batch) {
    const int8_t *image = input + batch * Op::input_height * Op::input_width * Op::input_depth;
    for (int32_t oy = 0; oy < Op::output_height; ++oy) {
      for (int32_t ox = 0; ox < Op::output_width; ++ox) {
        const int32_t top = oy * Op::stride_height - Op::pad_top;
        const int32_t left = ox * Op::stride_width - Op::pad_left;
        for (int32_t oc = 0; oc < Op::output_depth; ++oc) {
          int32_t sum = bias[oc];
          for (int32_t fy = 0; fy < Op::filter_height; ++fy) {
            const int32_t y = top + fy * Op::dilation_height;
            if (y < 0 || y >= Op::input_height) continue;
            for (int32_t fx = 0; fx < Op::filter_width; ++fx) {
              const int32_t x = left + fx * Op::dilation_width;
              if (x < 0 || x >= Op::input_width) continue;
              const int32_t pixel = image[(y * Op::input_width + x) * Op::input_depth + oc / depth_multiplier];
              const int32_t weight = filter[(fy * Op::filter_width + fx) * Op::output_depth + oc] + Op::filter_offset;
              sum += (pixel - Op::input_zero_point) * weight;
            }
          }
          const int32_t scaled = requantize(sum, multiplier[oc], shift[oc]) + Op::output_zero_point;
          *output++ = static_cast<int8_t>(clamp(scaled, Op::activation_min, Op::activation_max));
        }
      }
    }
  }
}

}  // namespace impulse_nn

#endif  // IMPULSE_NN_DEPTHWISE_CONV_2D_S8_H
