// SPDX-License-Identifier: Apache-2.0
#ifndef IMPULSE_NN_TRANSPOSE_CONV_S8_H
#define IMPULSE_NN_TRANSPOSE_CONV_S8_H

#include "placement.h"
#include "requantize.h"

namespace impulse_nn {

/// What reaches one output of a transposed convolution, before bias and requantisation.
template <class Op, class Weight>
inline int32_t scattered_to_s8(const int8_t *image, const Weight *filter, int32_t oy, int32_t ox) {
  int32_t sum = 0;
  for (int32_t y = 0; y < Op::input_height; ++y) {
    const int32_t fy = oy + Op::pad_top - y * Op::stride_height;
    if (fy < 0 || fy >= Op::filter_height) continue;
    for (int32_t x = 0; x < Op::input_width; ++x) {
      const int32_t fx = ox + Op::pad_left - x * Op::stride_width;
      if (fx < 0 || fx >= Op::filter_width) continue;
      const int8_t *pixel = image + (y * Op::input_width + x) * Op::input_depth;
      const Weight *weights = filter + (fy * Op::filter_width + fx) * Op::input_depth;
      for (int32_t c = 0; c < Op::input_depth; ++c) sum += (pixel[c] - Op::input_zero_point) * weights[c];
    }
  }
  return sum;
}

/// TRANSPOSE_CONV on int8: each output gathers what the inputs scatter, so that no sums lie in memory. Layouts as conv_2d_s8; weights
/// are int8, or int16 where a uint8 model gives them a zero point.
template <class Op, class Weight>
IMPULSE_KERNEL void transpose_conv_s8(const int8_t *input, const Weight *filter, const int32_t *bias, const int32_t *multiplier,
                                      const int8_t *shift, int8_t *output) {
  const int32_t filter_size = Op::filter_height * Op::filter_width * Op::input_depth;
  for (int32_t batch = 0; batch < Op::batches; ++batch, input += Op::input_height * Op::input_width * Op::input_depth) {
    for (int32_t oy = 0; oy < Op::output_height; ++oy) {
      for (int32_t ox = 0; ox < Op::output_width; ++ox) {
        for (int32_t oc = 0; oc < Op::output_depth; ++oc) {
          const int32_t sum = scattered_to_s8<Op>(input, filter + oc * filter_size, oy, ox) + bias[oc];
          const int32_t scaled = requantize(sum, multiplier[oc], shift[oc]) + Op::output_zero_point;
          *output++ = static_cast<int8_t>(clamp(scaled, Op::activation_min, Op::activation_max));
        }
      }
    }
  }
}

}  // namespace impulse_nn

#endif  // IMPULSE_NN_TRANSPOSE_CONV_S8_H
