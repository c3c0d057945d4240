// SPDX-License-Identifier: Apache-2.0
#ifndef IMPULSE_NN_DEPTHWISE_PACKED_S8_H
#define IMPULSE_NN_DEPTHWISE_PACKED_S8_H

#include "dual_mac.h"
#include "placement.h"
#include "requantize_fast.h"

namespace impulse_nn {

/// Sums of four channels over all taps of a filter.
/// @param taps    where channel 0 of each tap lies, `count` of them (even)
/// @param filter  of every two taps t and u and channels 0 ... 3: t0 t1 u0 u1, t2 t3 u2 u3
template <int32_t count>
inline void multiply_four_channels(const int8_t *const *taps, int32_t c, const int8_t *filter, int32_t (&sums)[4]) {
  for (int32_t tap = 0; tap < count; tap += 2, filter += 8) {
    const uint32_t t = load_word(taps[tap] + c);
    const uint32_t u = load_word(taps[tap + 1] + c);
    const uint32_t first = load_word(filter);
    const uint32_t second = load_word(filter + 4);
    const int16_pair t_even = widen_even(t), t_odd = widen_odd(t), u_even = widen_even(u), u_odd = widen_odd(u);
    sums[0] = dual_mac(pack_low(t_even, u_even), widen_even(first), sums[0]);
    sums[1] = dual_mac(pack_low(t_odd, u_odd), widen_odd(first), sums[1]);
    sums[2] = dual_mac(pack_high(t_even, u_even), widen_even(second), sums[2]);
    sums[3] = dual_mac(pack_high(t_odd, u_odd), widen_odd(second), sums[3]);
  }
}

/// DEPTHWISE_CONV_2D on int8 with any filter, a multiplier of 1 and a number of channels that divides by 4: four channels at once.
/// @param input     [batches, input_height, input_width, input_depth]
/// @param filter    for every four channels, taps in pairs as multiply_four_channels wants them; an odd last tap is paired with zeros
/// @param channels  for each channel: bias (the input's zero point folded in), multiplier, right shift
/// @param output    [batches, output_height, output_width, input_depth]
/// @param scratch   input_depth bytes, which stand for a pixel outside the image
template <class Op>
IMPULSE_KERNEL void depthwise_packed_s8(const int8_t *input, const int8_t *filter, const int32_t *channels, int8_t *output, void *scratch) {
  const int32_t count = (Op::filter_height * Op::filter_width + 1) / 2 * 2;
  int8_t *const outside = static_cast<int8_t *>(scratch);
  for (int32_t c = 0; c < Op::input_depth; ++c) outside[c] = static_cast<int8_t>(Op::input_zero_point);
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
        for (int32_t c = 0; c < Op::input_depth; c += 4) {
          const int32_t *const channel = channels + 3 * c;
          int32_t sums[4] = {channel[0], channel[3], channel[6], channel[9]};
          multiply_four_channels<count>(taps, c, filter + count * c, sums);
          for (int32_t i = 0; i < 4; ++i) {
            const int32_t shift = channel[3 * i + 2];
            output[c + i] = requantize_doubled<Op>(2 * sums[i], channel[3 * i + 1], shift, rounding_term<Op>(shift));
          }
        }
      }
    }
  }
}

}  // namespace impulse_nn

#endif  // IMPULSE_NN_DEPTHWISE_PACKED_S8_H
