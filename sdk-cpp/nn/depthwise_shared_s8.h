// SPDX-License-Identifier: Apache-2.0
#ifndef IMPULSE_NN_DEPTHWISE_SHARED_S8_H
#define IMPULSE_NN_DEPTHWISE_SHARED_S8_H

#include "dual_mac.h"
#include "placement.h"
#include "requantize_fast.h"
#include "shape_s8.h"

namespace impulse_nn {

/// Taps of the largest filter, an odd one filled up.
enum { shared_depthwise_taps = 32 };

/// The code that all layers of depthwise_shared_s8 share; a template, so that each program has it once.
template <class Shape>
IMPULSE_KERNEL void convolve_depthwise_shared_s8(const Shape &shape, const int8_t *input, const int8_t *filter, const int32_t *channels,
                                                 int8_t *output, int8_t *outside) {
  // by value, because a store of an int8 might change what lies in memory
  const output_range range = {shape.output_zero_point, shape.activation_min, shape.activation_max};
  const int32_t depth = shape.input_depth;
  const int32_t count = (shape.filter_height * shape.filter_width + 1) / 2 * 2;
  for (int32_t c = 0; c < depth; ++c) outside[c] = static_cast<int8_t>(shape.input_zero_point);
  const int8_t *taps[shared_depthwise_taps];
  taps[count - 1] = outside;
  for (int32_t batch = 0; batch < shape.batches; ++batch, input += shape.input_height * shape.input_width * depth) {
    for (int32_t oy = 0; oy < shape.output_height; ++oy) {
      for (int32_t ox = 0; ox < shape.output_width; ++ox, output += depth) {
        const int8_t **tap = taps;
        for (int32_t fy = 0; fy < shape.filter_height; ++fy) {
          const int32_t y = oy * shape.stride_height - shape.pad_top + fy * shape.dilation_height;
          for (int32_t fx = 0; fx < shape.filter_width; ++fx) {
            const int32_t x = ox * shape.stride_width - shape.pad_left + fx * shape.dilation_width;
            const bool inside = y >= 0 && y < shape.input_height && x >= 0 && x < shape.input_width;
            *tap++ = inside ? input + (y * shape.input_width + x) * depth : outside;
          }
        }
        const int8_t *weights = filter;
        const int32_t *channel = channels;
        for (int32_t c = 0; c < depth; c += 4, channel += 12) {
          int32_t sums[4] = {channel[0], channel[3], channel[6], channel[9]};
          for (int32_t i = 0; i < count; i += 2, weights += 8) {
            const uint32_t t = load_word(taps[i] + c), u = load_word(taps[i + 1] + c);
            const uint32_t first = load_word(weights), second = load_word(weights + 4);
            const int16_pair t_even = widen_even(t), t_odd = widen_odd(t), u_even = widen_even(u), u_odd = widen_odd(u);
            sums[0] = dual_mac(pack_low(t_even, u_even), widen_even(first), sums[0]);
            sums[1] = dual_mac(pack_low(t_odd, u_odd), widen_odd(first), sums[1]);
            sums[2] = dual_mac(pack_high(t_even, u_even), widen_even(second), sums[2]);
            sums[3] = dual_mac(pack_high(t_odd, u_odd), widen_odd(second), sums[3]);
          }
          for (int32_t i = 0; i < 4; ++i) {
            const int32_t right_shift = channel[3 * i + 2];
            output[c + i] = requantize_in_range(range, 2 * sums[i], channel[3 * i + 1], right_shift, rounding_term_of(range, right_shift));
          }
        }
      }
    }
  }
}

/// DEPTHWISE_CONV_2D on int8 with filters of up to 32 taps, a multiplier of 1 and a number of channels that divides by 4, by code that
/// all such layers share: slower than depthwise_3x3_packed_s8, and there once.
/// @param input     [batches, input_height, input_width, input_depth]
/// @param filter    for every four channels and every two taps t and u: t0 t1 u0 u1, t2 t3 u2 u3; an odd last tap is paired with zeros
/// @param channels  for each channel: bias (the input's zero point folded in), multiplier, right shift
/// @param output    [batches, output_height, output_width, input_depth]; it may lie over the input, at least as far below it as the
///                  compiler's write-distance.ts says
/// @param scratch   input_depth bytes, which stand for a pixel outside the image
template <class Op>
inline void depthwise_shared_s8(const int8_t *input, const int8_t *filter, const int32_t *channels, int8_t *output, void *scratch) {
  convolve_depthwise_shared_s8(shape_of<Op>(), input, filter, channels, output, static_cast<int8_t *>(scratch));
}

}  // namespace impulse_nn

#endif  // IMPULSE_NN_DEPTHWISE_SHARED_S8_H
