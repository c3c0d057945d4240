// SPDX-License-Identifier: Apache-2.0
#ifndef IMPULSE_NN_ADD_S8_H
#define IMPULSE_NN_ADD_S8_H

#include <arm_mve.h>
#include <stdint.h>

#include "placement.h"

namespace impulse_nn {

/// requantize() by constants of four values below 2^30: VQRDMULH rounds half up; what a shift to the right cuts off is rounded half away
/// from zero, for which a negative value is lowered by one first.
template <int32_t multiplier, int32_t shift>
inline int32x4_t requantize_lanes(int32x4_t x) {
  constexpr int32_t left = shift > 0 ? shift : 0, right = shift < 0 ? -shift : 1;
  const int32x4_t scaled = vqrdmulhq_n_s32(vshlq_n_s32(x, left), multiplier);
  if (shift >= 0) return scaled;
  return vrshrq_n_s32(vaddq_s32(scaled, vshrq_n_s32(scaled, 31)), right);
}

/// Four values of an operand, `left_shift` bits up and at the common scale. Half of a raised value, which is what the operand of the larger
/// scale comes to, needs no product.
template <int32_t zero_point, int32_t left_shift, int32_t multiplier, int32_t shift>
inline int32x4_t scale_lanes(int32x4_t values) {
  const int32x4_t centred = vsubq_n_s32(values, zero_point);
  if (multiplier == INT32_C(1) << 30 && shift == 0) return vshlq_n_s32(centred, left_shift - 1);
  return requantize_lanes<multiplier, shift>(vshlq_n_s32(centred, left_shift));
}

/// Up to four neighbouring values; one value where the operand is broadcast along the last axis.
template <int32_t step>
inline int32x4_t load_lanes(const int8_t *values, mve_pred16_t there) {
  return step == 0 ? vdupq_n_s32(*values) : vldrbq_z_s32(values, there);
}

/// ADD and SUB on int8 as the portable add_s8.h says, four neighbours of the last axis at once. Works in place like it.
template <class Op>
IMPULSE_KERNEL void add_s8(const int8_t *a, const int8_t *b, int8_t *output) {
  for (int32_t i = 0; i < Op::size_0; ++i) {
    for (int32_t j = 0; j < Op::size_1; ++j) {
      for (int32_t k = 0; k < Op::size_2; ++k) {
        const int8_t *row_a = a + i * Op::step_a_0 + j * Op::step_a_1 + k * Op::step_a_2;
        const int8_t *row_b = b + i * Op::step_b_0 + j * Op::step_b_1 + k * Op::step_b_2;
        for (int32_t left = Op::size_3; left > 0; left -= 4, row_a += 4 * Op::step_a_3, row_b += 4 * Op::step_b_3) {
          const mve_pred16_t there = vctp32q(static_cast<uint32_t>(left));
          const int32x4_t raised_a = load_lanes<Op::step_a_3>(row_a, there), raised_b = load_lanes<Op::step_b_3>(row_b, there);
          const int32x4_t scaled_a = scale_lanes<Op::zero_point_a, Op::left_shift, Op::multiplier_a, Op::shift_a>(raised_a);
          const int32x4_t scaled_b = scale_lanes<Op::zero_point_b, Op::left_shift, Op::multiplier_b, Op::shift_b>(raised_b);
          const int32x4_t both = Op::sign_b > 0 ? vaddq_s32(scaled_a, scaled_b) : vsubq_s32(scaled_a, scaled_b);
          int32x4_t sum = requantize_lanes<Op::multiplier, Op::shift>(both);
          sum = vaddq_n_s32(sum, Op::output_zero_point);
          sum = vmaxq_s32(sum, vdupq_n_s32(Op::activation_min));
          vstrbq_p_s32(output, vminq_s32(sum, vdupq_n_s32(Op::activation_max)), there);
          output += left < 4 ? left : 4;
        }
      }
    }
  }
}

}  // namespace impulse_nn

#endif  // IMPULSE_NN_ADD_S8_H
