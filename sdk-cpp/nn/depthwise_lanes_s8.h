// SPDX-License-Identifier: Apache-2.0
#ifndef IMPULSE_NN_DEPTHWISE_LANES_S8_H
#define IMPULSE_NN_DEPTHWISE_LANES_S8_H

#include "lanes_s8.h"
#include "placement.h"

namespace impulse_nn {

/// Eight channels of one pixel.
/// @param taps  where channel 0 of each tap lies, an even number of them
template <class Op, int32_t count>
inline void multiply_taps_s8(const int8_t *const *taps, int32_t c, const int16_t *filter, const int32_t *channels, int8_t *output) {
  sum_lanes sums = load_sums(channels);
  for (int32_t tap = 0; tap < count; tap += 2) {
    add_products(sums, join_values<Op::input_depth>(taps[tap] + c, taps[tap + 1] + c), load_pairs(filter + 8 * tap));
  }
  write_sums<Op>(sums, channels + 8, channels + 16, Op::input_depth, output + c);
}

/// DEPTHWISE_CONV_2D on int8 with a multiplier of 1, eight channels side by side. Where their number does not divide by 8, the last eight
/// overlap those before them.
/// @param input     [batches, input_height, input_width, input_depth]
/// @param filter    for every eight channels, of every two taps the pairs of weights; an odd last tap is paired with zeros
/// @param channels  for every eight channels eight biases, eight multipliers, eight shifts to the right
/// @param output    [batches, output_height, output_width, input_depth]
/// @param scratch   input_depth bytes, which stand for a pixel outside the image
template <class Op>
IMPULSE_KERNEL void depthwise_lanes_s8(const int8_t *input, const int16_t *filter, const int32_t *channels, int8_t *output, void *scratch) {
  const int32_t count = (Op::filter_height * Op::filter_width + 1) / 2 * 2;
  const int32_t last = Op::input_depth < 8 ? 0 : Op::input_depth - 8;
  int8_t *const outside = static_cast<int8_t *>(scratch);
  memset(outside, Op::input_zero_point, Op::input_depth);
  const int8_t *taps[count];
  taps[count - 1] = outside;
  for (int32_t batch = 0; batch < Op::batches; ++batch, input += Op::input_height * Op::input_width * Op::input_depth) {
    for (int32_t oy = 0; oy < Op::output_height; ++oy) {
      for (int32_t ox = 0; ox < Op::output_width; ++ox, output += Op::input_depth) {
        const int8_t **tap = taps;
        for (int32_t fy = 0; fy < Op::filter_height; ++fy) {
          const int32_t y = oy * Op::stride_height - Op::pad_top + fy * Op::dilation_height;
          for (int32_t fx = 0; fx < Op::filter_width; ++fx) {
            const int32_t x = ox * Op::stride_width - Op::pad_left + fx * Op::dilation_width;
            const bool inside = y >= 0 && y < Op::input_height && x >= 0 && x < Op::input_width;
            *tap++ = inside ? input + (y * Op::input_width + x) * Op::input_depth : outside;
          }
        }
        for (int32_t group = 0; 8 * group < Op::input_depth; ++group) {
          const int32_t c = 8 * group < last ? 8 * group : last;
          multiply_taps_s8<Op, count>(taps, c, filter + group * 8 * count, channels + 24 * group, output);
        }
      }
    }
  }
}

}  // namespace impulse_nn

#endif  // IMPULSE_NN_DEPTHWISE_LANES_S8_H
