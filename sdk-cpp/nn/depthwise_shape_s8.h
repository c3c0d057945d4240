// SPDX-License-Identifier: Apache-2.0
#ifndef IMPULSE_NN_DEPTHWISE_SHAPE_S8_H
#define IMPULSE_NN_DEPTHWISE_SHAPE_S8_H

#include <stdint.h>

namespace impulse_nn {

/// Zero points and range of the layers that share code: what requantize_doubled and the filter of an edge want to know at compile time.
template <int32_t input, int32_t output, int32_t low, int32_t high>
struct depthwise_range {
  static constexpr int32_t input_zero_point = input, output_zero_point = output, activation_min = low, activation_max = high;
};

/// A layer as data in flash, seen along the direction in which its window slides: depthwise_line of depthwise_3x3_packed_s8.h has the meaning of each.
struct depthwise_shape {
  int32_t channels, images, input_bytes, output_bytes;
  int32_t lines, along, output_along, across, output_across, across_length, across_stride, across_pad, pad;
  int32_t inside;    // outputs whose last column lies inside the image
  int32_t has_last;  // whether one more output follows, whose last column lies outside
};

}  // namespace impulse_nn

#endif  // IMPULSE_NN_DEPTHWISE_SHAPE_S8_H
