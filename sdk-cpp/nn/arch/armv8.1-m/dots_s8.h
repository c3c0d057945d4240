// SPDX-License-Identifier: Apache-2.0
#ifndef IMPULSE_NN_DOTS_S8_H
#define IMPULSE_NN_DOTS_S8_H

#include "four_sums.h"

namespace impulse_nn {

/// Sums of the products of two filters and a pixel; the last step of the loop loads and multiplies only what there is.
template <int32_t depth>
inline void multiply_pair(const int8_t *pixel, const int8_t *filter_0, const int8_t *filter_1, int32_t &a0, int32_t &a1) {
  a0 = a1 = 0;
  __asm__ volatile(
      "mov lr, #%c[depth]\n\t"
      "dlstp.8 lr, lr\n"
      "1:\n\t"
      "vldrb.8 q2, [%[pixel]], #16\n\t"
      "vldrb.8 q0, [%[filter_0]], #16\n\t"
      "vmladava.s8 %[a0], q0, q2\n\t"
      "vldrb.8 q1, [%[filter_1]], #16\n\t"
      "vmladava.s8 %[a1], q1, q2\n\t"
      "letp lr, 1b\n\t"
      : [a0] "+Te"(a0), [a1] "+Te"(a1), [pixel] "+r"(pixel), [filter_0] "+r"(filter_0), [filter_1] "+r"(filter_1)
      : [depth] "i"(depth)
      : "q0", "q1", "q2", "lr", "memory");
}

/// Sums of four filters on one pixel.
/// @param pixel     `depth` values
/// @param filter    four filters of `depth` weights, one behind the other
/// @param channels  four biases
template <int32_t depth>
inline four_sums multiply_pixel(const int8_t *pixel, const int8_t *filter, const int32_t *channels) {
  int32_t even_0, even_2, odd_1, odd_3;
  multiply_pair<depth>(pixel, filter, filter + 2 * depth, even_0, even_2);
  four_sums sums = set_even(even_0, even_2);
  multiply_pair<depth>(pixel, filter + depth, filter + 3 * depth, odd_1, odd_3);
  set_odd(sums, odd_1, odd_3);
  return vaddq_s32(sums, load_four(channels));
}

}  // namespace impulse_nn

#endif  // IMPULSE_NN_DOTS_S8_H
