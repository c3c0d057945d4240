// SPDX-License-Identifier: Apache-2.0
#ifndef IMPULSE_NN_DOTS_S8_H
#define IMPULSE_NN_DOTS_S8_H

#include "four_sums.h"

namespace impulse_nn {

/// Sixteen products of two filters and two pixels. While one unit multiplies, the other one loads; a sum goes to an even register, which is
/// all that VMLADAV takes. Q0 and Q2 hold filter 0 and the first pixel when a step begins.
#define IMPULSE_DOT_STEP(multiply, next_first, next_filter) \
  "vldrb.8 q1, [%[filter_1]], #16\n\t" multiply             \
  " %[a0], q0, q2\n\t"                                      \
  "vldrb.8 q3, [%[second]], #16\n\t" multiply               \
  " %[a1], q1, q2\n\t" next_first multiply                  \
  " %[b0], q0, q3\n\t" next_filter multiply " %[b1], q1, q3\n\t"
#define IMPULSE_DOT_FIRST "vldrb.8 q2, [%[first]], #16\n\t"
#define IMPULSE_DOT_FILTER "vldrb.8 q0, [%[filter_0]], #16\n\t"

/// Sums of the products of two filters and two pixels.
/// @param a0, a1  of the first pixel with filters 0 and 1
/// @param b0, b1  of the second pixel
template <int32_t depth>
inline void multiply_pair(const int8_t *first, const int8_t *second, const int8_t *filter_0, const int8_t *filter_1, int32_t &a0, int32_t &a1,
                          int32_t &b0, int32_t &b1) {
  constexpr int32_t steps = depth / 16;
  if (depth % 16 == 0) {
    __asm__ volatile(
        IMPULSE_DOT_FILTER IMPULSE_DOT_FIRST
        ".if %c[steps] > 1\n\t"
        IMPULSE_DOT_STEP("vmladav.s8", IMPULSE_DOT_FIRST, IMPULSE_DOT_FILTER)
        ".if %c[steps] > 4\n\t"
        "mov lr, #(%c[steps] - 2)\n\t"
        "dls lr, lr\n"
        "1:\n\t"
        IMPULSE_DOT_STEP("vmladava.s8", IMPULSE_DOT_FIRST, IMPULSE_DOT_FILTER)
        "le lr, 1b\n\t"
        ".else\n\t"
        ".rept %c[steps] - 2\n\t"
        IMPULSE_DOT_STEP("vmladava.s8", IMPULSE_DOT_FIRST, IMPULSE_DOT_FILTER)
        ".endr\n\t"
        ".endif\n\t"
        IMPULSE_DOT_STEP("vmladava.s8", "", "")
        ".else\n\t"
        IMPULSE_DOT_STEP("vmladav.s8", "", "")
        ".endif\n\t"
        : [a0] "=&Te"(a0), [a1] "=&Te"(a1), [b0] "=&Te"(b0), [b1] "=&Te"(b1), [first] "+r"(first), [second] "+r"(second),
          [filter_0] "+r"(filter_0), [filter_1] "+r"(filter_1)
        : [steps] "i"(steps)
        : "q0", "q1", "q2", "q3", "lr", "memory");
    return;
  }
  a0 = a1 = b0 = b1 = 0;
  // the last step of this loop loads and multiplies only what there is
  __asm__ volatile(
      "mov lr, #%c[depth]\n\t"
      "dlstp.8 lr, lr\n"
      "1:\n\t"
      IMPULSE_DOT_FIRST
      IMPULSE_DOT_FILTER
      "vmladava.s8 %[a0], q0, q2\n\t"
      "vldrb.8 q3, [%[second]], #16\n\t"
      "vmladava.s8 %[b0], q0, q3\n\t"
      "vldrb.8 q1, [%[filter_1]], #16\n\t"
      "vmladava.s8 %[a1], q1, q2\n\t"
      "vmladava.s8 %[b1], q1, q3\n\t"
      "letp lr, 1b\n\t"
      : [a0] "+Te"(a0), [a1] "+Te"(a1), [b0] "+Te"(b0), [b1] "+Te"(b1), [first] "+r"(first), [second] "+r"(second),
        [filter_0] "+r"(filter_0), [filter_1] "+r"(filter_1)
      : [depth] "i"(depth)
      : "q0", "q1", "q2", "q3", "lr", "memory");
}

#undef IMPULSE_DOT_STEP
#undef IMPULSE_DOT_FIRST
#undef IMPULSE_DOT_FILTER

/// The same of one pixel.
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

/// The same on two pixels at once.
template <int32_t depth>
inline void multiply_two_pixels(const int8_t *first, const int8_t *second, const int8_t *filter, const int32_t *channels,
                                four_sums &first_sums, four_sums &second_sums) {
  int32_t a0, a1, b0, b1;
  multiply_pair<depth>(first, second, filter, filter + 2 * depth, a0, a1, b0, b1);
  first_sums = set_even(a0, a1);
  second_sums = set_even(b0, b1);
  multiply_pair<depth>(first, second, filter + depth, filter + 3 * depth, a0, a1, b0, b1);
  set_odd(first_sums, a0, a1);
  set_odd(second_sums, b0, b1);
  const four_sums biases = load_four(channels);
  first_sums = vaddq_s32(first_sums, biases);
  second_sums = vaddq_s32(second_sums, biases);
}

}  // namespace impulse_nn

#endif  // IMPULSE_NN_DOTS_S8_H
