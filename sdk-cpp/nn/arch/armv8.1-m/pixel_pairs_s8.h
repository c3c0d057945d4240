// SPDX-License-Identifier: Apache-2.0
#ifndef IMPULSE_NN_PIXEL_PAIRS_S8_H
#define IMPULSE_NN_PIXEL_PAIRS_S8_H

#include <arm_mve.h>
#include <stdint.h>

namespace impulse_nn {

/// Sixteen products of two filters and two pixels. While one unit multiplies, the other one loads; a sum goes to an even register, which is
/// all that VMLADAV takes. Q0 and Q2 hold the first filter and the first pixel when a step begins. Loads of what is left of a pixel are
/// predicated, those of a filter read on.
#define IMPULSE_PAIR_STEP(multiply, filter, second, behind_first, next_first, next_filter)    \
  filter multiply " %[a0], q0, q2\n\t" second multiply " %[a1], q1, q2\n\t" behind_first \
  next_first multiply " %[b0], q0, q3\n\t" next_filter multiply " %[b1], q1, q3\n\t"
#define IMPULSE_PAIR_FIRST "vldrb.8 q2, [%[first]], #16\n\t"
#define IMPULSE_PAIR_SECOND "vldrb.8 q3, [%[second]], #16\n\t"
#define IMPULSE_PAIR_LOWER "vldrb.8 q0, [%[lower]], #16\n\t"
#define IMPULSE_PAIR_UPPER "vldrb.8 q1, [%[upper]], #16\n\t"
#define IMPULSE_PAIR_REST(rest, full) ".if %c[rest]\n\t" rest ".else\n\t" full ".endif\n\t"
#define IMPULSE_PAIR_LAST_FIRST IMPULSE_PAIR_REST("vpst\n\tvldrbt.8 q2, [%[first]]\n\t", IMPULSE_PAIR_FIRST)
#define IMPULSE_PAIR_LAST_SECOND IMPULSE_PAIR_REST("vpst\n\tvldrbt.8 q3, [%[second]]\n\t", IMPULSE_PAIR_SECOND)
#define IMPULSE_PAIR_LAST_LOWER IMPULSE_PAIR_REST("vldrb.8 q0, [%[lower]], #%c[rest]\n\t", IMPULSE_PAIR_LOWER)
#define IMPULSE_PAIR_LAST_UPPER IMPULSE_PAIR_REST("vldrb.8 q1, [%[upper]], #%c[rest]\n\t", IMPULSE_PAIR_UPPER)

/// All steps of two filters. `begin` follows the first sum, `behind_first` the last step's sums of the first pixel, and `advance` brings the
/// pointer to the filter whose weights are loaded before the next steps.
#define IMPULSE_PAIR_STEPS(begin, behind_first, advance)                                                                              \
  ".if %c[steps] == 1\n\t"                                                                                                           \
  IMPULSE_PAIR_STEP("vmladav.s8", IMPULSE_PAIR_LAST_UPPER, begin, behind_first, "", advance IMPULSE_PAIR_LAST_LOWER)                   \
  ".else\n\t"                                                                                                                        \
  ".if %c[steps] == 2\n\t"                                                                                                           \
  IMPULSE_PAIR_STEP("vmladav.s8", IMPULSE_PAIR_UPPER, begin IMPULSE_PAIR_SECOND, "", IMPULSE_PAIR_LAST_FIRST, IMPULSE_PAIR_LAST_LOWER) \
  ".else\n\t"                                                                                                                        \
  IMPULSE_PAIR_STEP("vmladav.s8", IMPULSE_PAIR_UPPER, begin IMPULSE_PAIR_SECOND, "", IMPULSE_PAIR_FIRST, IMPULSE_PAIR_LOWER)           \
  ".if %c[steps] > 6\n\t"                                                                                                            \
  "mov lr, #(%c[steps] - 3)\n\t"                                                                                                     \
  "dls lr, lr\n"                                                                                                                     \
  "2:\n\t"                                                                                                                           \
  IMPULSE_PAIR_STEP("vmladava.s8", IMPULSE_PAIR_UPPER, IMPULSE_PAIR_SECOND, "", IMPULSE_PAIR_FIRST, IMPULSE_PAIR_LOWER)                \
  "le lr, 2b\n\t"                                                                                                                    \
  ".else\n\t"                                                                                                                        \
  ".rept %c[steps] - 3\n\t"                                                                                                          \
  IMPULSE_PAIR_STEP("vmladava.s8", IMPULSE_PAIR_UPPER, IMPULSE_PAIR_SECOND, "", IMPULSE_PAIR_FIRST, IMPULSE_PAIR_LOWER)                \
  ".endr\n\t"                                                                                                                        \
  ".endif\n\t"                                                                                                                       \
  IMPULSE_PAIR_STEP("vmladava.s8", IMPULSE_PAIR_UPPER, IMPULSE_PAIR_SECOND, "", IMPULSE_PAIR_LAST_FIRST, IMPULSE_PAIR_LAST_LOWER)      \
  ".endif\n\t"                                                                                                                       \
  "subw %[first], %[first], #%c[walked]\n\t"                                                                                         \
  IMPULSE_PAIR_STEP("vmladava.s8", IMPULSE_PAIR_LAST_UPPER, IMPULSE_PAIR_LAST_SECOND, behind_first, IMPULSE_PAIR_FIRST,                \
                    advance IMPULSE_PAIR_LOWER)                                                                                      \
  "subw %[second], %[second], #%c[walked]\n\t"                                                                                       \
  ".endif\n\t"

/// Four filters on, of which two are behind.
#define IMPULSE_PAIR_NEXT_FOUR \
  "addw %[lower], %[lower], #%c[depth]\n\taddw %[lower], %[lower], #%c[depth]\n\t"

/// Both pixels' sums to outputs as requantize_four() and write_two_fours() make them.
#define IMPULSE_PAIR_OUTPUTS                                                                       \
  "ldr %[a1], %[channels]\n\t"                                                                     \
  "vmov q5[3], q5[1], %[b0], %[b1]\n\t"                                                            \
  "vldrw.32 q6, [%[a1]]\n\t"                                                                       \
  "vadd.i32 q4, q4, q6\n\t"                                                                        \
  "vldrw.32 q7, [%[a1], #16]\n\t"                                                                  \
  "vadd.i32 q5, q5, q6\n\t"                                                                        \
  "vldrw.32 q6, [%[a1], #32]\n\t"                                                                  \
  "vqrdmulh.s32 q4, q4, q7\n\t"                                                                    \
  "addw %[a1], %[a1], #48\n\t"                                                                     \
  "vqrdmulh.s32 q5, q5, q7\n\t"                                                                    \
  "str %[a1], %[channels]\n\t"                                                                     \
  ".if %c[half_away]\n\t"                                                                          \
  "mov %[a0], #1\n\t"                                                                              \
  "vqdmlah.s32 q4, q4, %[a0]\n\t"                                                                  \
  "vqdmlah.s32 q5, q5, %[a0]\n\t"                                                                  \
  ".endif\n\t"                                                                                     \
  "vrshl.s32 q4, q4, q6\n\t"                                                                       \
  "ldr %[a1], %[left]\n\t"                                                                         \
  "addw %[upper], %[upper], #%c[depth]\n\t"                                                        \
  "vrshl.s32 q5, q5, q6\n\t"                                                                       \
  "addw %[upper], %[upper], #%c[depth]\n\t"                                                        \
  "vqmovnb.s32 q4, q4\n\t"                                                                         \
  "mov %[a0], #%c[zero_point]\n\t"                                                                 \
  "vqmovnt.s32 q4, q5\n\t"                                                                         \
  "vqadd.s16 q4, q4, %[a0]\n\t"                                                                    \
  ".if %c[full_range]\n\t"                                                                         \
  "vqmovnb.s16 q4, q4\n\t"                                                                         \
  ".else\n\t"                                                                                      \
  "mov %[a0], #%c[low]\n\t"                                                                        \
  "vdup.16 q6, %[a0]\n\t"                                                                          \
  "vmax.s16 q4, q4, q6\n\t"                                                                        \
  "mov %[a0], #%c[high]\n\t"                                                                       \
  "vdup.16 q6, %[a0]\n\t"                                                                          \
  "vmin.s16 q4, q4, q6\n\t"                                                                        \
  ".endif\n\t"                                                                                     \
  ".if %c[outputs] %% 4 == 0\n\t"                                                                  \
  "vstrb.32 q4, [%[first_output]], #4\n\t"                                                         \
  "subs %[a1], %[a1], #4\n\t"                                                                      \
  "vshr.u32 q4, q4, #16\n\t"                                                                       \
  "vstrb.32 q4, [%[second_output]], #4\n\t"                                                        \
  ".else\n\t"                                                                                      \
  "vctp.32 %[a1]\n\t"                                                                              \
  "vpst\n\t"                                                                                       \
  "vstrbt.32 q4, [%[first_output]], #4\n\t"                                                        \
  "subs %[a1], %[a1], #4\n\t"                                                                      \
  "vshr.u32 q4, q4, #16\n\t"                                                                       \
  "vpst\n\t"                                                                                       \
  "vstrbt.32 q4, [%[second_output]], #4\n\t"                                                       \
  ".if %c[rest]\n\t"                                                                               \
  "mov %[a0], #%c[rest]\n\t"                                                                       \
  "vctp.8 %[a0]\n\t"                                                                               \
  ".endif\n\t"                                                                                     \
  ".endif\n\t"                                                                                     \
  "str %[a1], %[left]\n\t"

/// The portable pixel_pairs_s8.h by vectors, filters 0 and 2 of each four and then 1 and 3. Pixels of up to sixteen values stay in registers.
/// Depths up to 4095.
template <class Op, int32_t depth>
inline void multiply_pixel_pair_s8(const int8_t *first, const int8_t *second, const int8_t *filter, const int32_t *channels,
                                   int8_t *first_output, int8_t *second_output) {
  static_assert(depth <= 4095, "pointers move by immediates");
  const int8_t *lower = filter, *upper = filter + 2 * depth;
  int32_t left = Op::output_depth, a0, a1, b0, b1;
  __asm__ volatile(
      ".if %c[rest]\n\t"
      "mov %[a0], #%c[rest]\n\t"
      "vctp.8 %[a0]\n\t"
      ".endif\n\t"
      ".if %c[steps] == 1\n\t"
      IMPULSE_PAIR_LAST_FIRST
      IMPULSE_PAIR_LAST_LOWER
      IMPULSE_PAIR_LAST_SECOND
      ".else\n\t"
      IMPULSE_PAIR_FIRST
      IMPULSE_PAIR_LOWER
      ".endif\n"
      "1:\n\t"
      IMPULSE_PAIR_STEPS("", "vmov q4[2], q4[0], %[a0], %[a1]\n\t", "")
      IMPULSE_PAIR_STEPS("vmov q5[2], q5[0], %[b0], %[b1]\n\t", "vmov q4[3], q4[1], %[a0], %[a1]\n\t", IMPULSE_PAIR_NEXT_FOUR)
      IMPULSE_PAIR_OUTPUTS
      "bgt 1b\n\t"
      : [first] "+r"(first), [second] "+r"(second), [lower] "+r"(lower), [upper] "+r"(upper), [channels] "+m"(channels), [left] "+m"(left),
        [first_output] "+l"(first_output), [second_output] "+l"(second_output), [a0] "=&Te"(a0), [a1] "=&Te"(a1), [b0] "=&Te"(b0),
        [b1] "=&Te"(b1)
      : [steps] "i"((depth + 15) / 16), [rest] "i"(depth % 16), [walked] "i"(depth / 16 * 16), [depth] "i"(depth),
        [outputs] "i"(Op::output_depth), [zero_point] "i"(Op::output_zero_point), [low] "i"(Op::activation_min),
        [high] "i"(Op::activation_max), [half_away] "i"(Op::activation_min < Op::output_zero_point ? 1 : 0),
        [full_range] "i"(Op::activation_min == -128 && Op::activation_max == 127 ? 1 : 0)
      : "q0", "q1", "q2", "q3", "q4", "q5", "q6", "q7", "lr", "cc", "memory");
}

#undef IMPULSE_PAIR_STEP
#undef IMPULSE_PAIR_FIRST
#undef IMPULSE_PAIR_SECOND
#undef IMPULSE_PAIR_LOWER
#undef IMPULSE_PAIR_UPPER
#undef IMPULSE_PAIR_REST
#undef IMPULSE_PAIR_LAST_FIRST
#undef IMPULSE_PAIR_LAST_SECOND
#undef IMPULSE_PAIR_LAST_LOWER
#undef IMPULSE_PAIR_LAST_UPPER
#undef IMPULSE_PAIR_STEPS
#undef IMPULSE_PAIR_NEXT_FOUR
#undef IMPULSE_PAIR_OUTPUTS

}  // namespace impulse_nn

#endif  // IMPULSE_NN_PIXEL_PAIRS_S8_H
