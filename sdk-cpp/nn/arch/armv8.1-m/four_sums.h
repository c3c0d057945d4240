// SPDX-License-Identifier: Apache-2.0
#ifndef IMPULSE_NN_FOUR_SUMS_H
#define IMPULSE_NN_FOUR_SUMS_H

#include <arm_mve.h>
#include <stdint.h>

namespace impulse_nn {

/// Sums of four output channels.
typedef int32x4_t four_sums;

/// Four sums, or what they begin with.
inline four_sums load_four(const int32_t *values) { return vldrwq_s32(values); }

/// The same number four times.
inline four_sums fill_four(int32_t value) { return vdupq_n_s32(value); }

/// The same as load_four, `place` bytes behind a pointer: gcc 12 would give each place a register of its own.
template <int32_t place>
inline four_sums load_four_at(const int32_t *values) {
  four_sums loaded;
  __asm__ volatile("vldrw.32 %q[loaded], [%[values], #%c[place]]" : [loaded] "=w"(loaded) : [values] "r"(values), [place] "i"(place) : "memory");
  return loaded;
}

/// Sums 0 and 2 from core registers, in one instruction where gcc 12 would need two.
inline four_sums set_even(int32_t sum_0, int32_t sum_2) {
  four_sums sums;
  __asm__("vmov %q[sums][2], %q[sums][0], %[sum_0], %[sum_2]" : [sums] "=w"(sums) : [sum_0] "r"(sum_0), [sum_2] "r"(sum_2));
  return sums;
}

/// Sums 1 and 3.
inline void set_odd(four_sums &sums, int32_t sum_1, int32_t sum_3) {
  __asm__("vmov %q[sums][3], %q[sums][1], %[sum_1], %[sum_3]" : [sums] "+w"(sums) : [sum_1] "r"(sum_1), [sum_3] "r"(sum_3));
}

/// requantize() for |sum| < 2^30 and shifts to the left in [-22, -1].
///
/// VQRDMULH rounds half up as the doubling high multiply does. VRSHL rounds half up, the specification half away from zero: a negative
/// value is lowered by one before, which is what the upper half of its doubled product with one adds. Where the range begins at the zero
/// point every negative value is cut off anyway.
template <class Op>
inline four_sums requantize_four(four_sums sums, four_sums multipliers, four_sums left_shifts) {
  four_sums scaled = vqrdmulhq_s32(sums, multipliers);
  if (Op::activation_min < Op::output_zero_point) scaled = vqdmlahq_n_s32(scaled, scaled, 1);
  return vrshlq_s32(scaled, left_shifts);
}

/// Eight values narrowed to the output's zero point and range: `even` in the even lanes of int16, `odd` in the odd ones. A range of all int8
/// is what narrowing saturates to: then only the lower byte of each lane counts.
template <class Op>
inline int16x8_t place_eight(four_sums even, four_sums odd) {
  // in place, for which gcc 12 would copy
  __asm__("vqmovnb.s32 %q0, %q0" : "+w"(even));
  int16x8_t placed = vqmovntq_s32(vreinterpretq_s16_s32(even), odd);
  placed = vqaddq_n_s16(placed, Op::output_zero_point);
  if (Op::activation_min == -128 && Op::activation_max == 127) {
    __asm__("vqmovnb.s16 %q0, %q0" : "+w"(placed));
    return placed;
  }
  placed = vmaxq_s16(placed, vdupq_n_s16(Op::activation_min));
  return vminq_s16(placed, vdupq_n_s16(Op::activation_max));
}

/// The output's zero point and range, and the first `count` of four neighbouring channels written.
template <class Op>
inline void write_four(four_sums scaled, int32_t count, int8_t *output) {
  four_sums placed = vaddq_n_s32(scaled, Op::output_zero_point);
  placed = vmaxq_s32(placed, vdupq_n_s32(Op::activation_min));
  placed = vminq_s32(placed, vdupq_n_s32(Op::activation_max));
  if (Op::output_depth % 4 == 0 || count >= 4) vstrbq_s32(output, placed);
  else vstrbq_p_s32(output, placed, vctp32q(static_cast<uint32_t>(count)));
}

/// The same of two pixels.
template <class Op>
inline void write_two_fours(four_sums first, four_sums second, int32_t count, int8_t *first_output, int8_t *second_output) {
  const four_sums placed = vreinterpretq_s32_s16(place_eight<Op>(first, second));
  const four_sums upper = vshrq_n_s32(placed, 16);
  if (Op::output_depth % 4 == 0 || count >= 4) {
    vstrbq_s32(first_output, placed);
    vstrbq_s32(second_output, upper);
  } else {
    const mve_pred16_t there = vctp32q(static_cast<uint32_t>(count));
    vstrbq_p_s32(first_output, placed, there);
    vstrbq_p_s32(second_output, upper, there);
  }
}

/// The same of eight neighbouring channels: the even ones, and the odd ones.
template <class Op>
inline void write_eight(four_sums even, four_sums odd, int32_t count, int8_t *output) {
  const int16x8_t placed = place_eight<Op>(even, odd);
  if (Op::output_depth % 8 == 0 || count >= 8) vstrbq_s16(output, placed);
  else vstrbq_p_s16(output, placed, vctp16q(static_cast<uint32_t>(count)));
}

}  // namespace impulse_nn

#endif  // IMPULSE_NN_FOUR_SUMS_H
