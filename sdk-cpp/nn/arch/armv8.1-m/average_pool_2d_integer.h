// SPDX-License-Identifier: Apache-2.0
#ifndef IMPULSE_NN_AVERAGE_POOL_2D_INTEGER_H
#define IMPULSE_NN_AVERAGE_POOL_2D_INTEGER_H

#include <arm_mve.h>
#include <stdint.h>

#include "requantize.h"

namespace impulse_nn {

/// Up to four neighbouring values, widened.
inline int32x4_t load_widened(const int8_t *values, mve_pred16_t there) { return vldrbq_z_s32(values, there); }
inline int32x4_t load_widened(const int16_t *values, mve_pred16_t there) { return vldrhq_z_s32(values, there); }

/// AVERAGE_POOL_2D on int8 and int16 as the portable average_pool_2d_integer.h says, four channels at once.
template <class Op, class T>
inline void average_pool_2d_integer(const T *input, T *output) {
  for (int32_t batch = 0; batch < Op::batches; ++batch, input += Op::input_height * Op::input_width * Op::depth) {
    for (int32_t oy = 0; oy < Op::output_height; ++oy) {
      for (int32_t ox = 0; ox < Op::output_width; ++ox, output += Op::depth) {
        const int32_t top = oy * Op::stride_height - Op::pad_top;
        const int32_t left = ox * Op::stride_width - Op::pad_left;
        const int32_t first_y = top < 0 ? 0 : top;
        const int32_t first_x = left < 0 ? 0 : left;
        const int32_t end_y = top + Op::filter_height < Op::input_height ? top + Op::filter_height : Op::input_height;
        const int32_t end_x = left + Op::filter_width < Op::input_width ? left + Op::filter_width : Op::input_width;
        const int32_t count = (end_y - first_y) * (end_x - first_x);
        for (int32_t c = 0; c < Op::depth; c += 4) {
          const mve_pred16_t there = vctp32q(static_cast<uint32_t>(Op::depth - c));
          int32x4_t lanes = vdupq_n_s32(0);
          for (int32_t y = first_y; y < end_y; ++y) {
            const T *pixel = input + (y * Op::input_width + first_x) * Op::depth + c;
            for (int32_t x = first_x; x < end_x; ++x, pixel += Op::depth) lanes = vaddq_s32(lanes, load_widened(pixel, there));
          }
          int32_t sums[4];
          vstrwq_s32(sums, lanes);
          for (int32_t i = 0; i < 4 && c + i < Op::depth; ++i) {
            // rounded half away from zero
            const int32_t mean = (sums[i] > 0 ? sums[i] + count / 2 : sums[i] - count / 2) / count;
            output[c + i] = static_cast<T>(clamp(mean, Op::activation_min, Op::activation_max));
          }
        }
      }
    }
  }
}

}  // namespace impulse_nn

#endif  // IMPULSE_NN_AVERAGE_POOL_2D_INTEGER_H
