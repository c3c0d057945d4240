// SPDX-License-Identifier: Apache-2.0
#ifndef IMPULSE_NN_REQUANTIZE_FAST_H
#define IMPULSE_NN_REQUANTIZE_FAST_H

#include "requantize.h"

namespace impulse_nn {

/// What requantize_fast adds before the shift.
template <class Op>
inline int32_t rounding_term(int32_t) {
  return 0;
}

/// requantize() and the output's range in one: for |x| < 2^30 and a shift to the right in [1, 22].
/// @param half  rounding_term of the shift
template <class Op>
inline int8_t requantize_fast(int32_t x, int32_t multiplier, int32_t right_shift, int32_t) {
  const int32_t scaled = divide_by_power_of_two(multiply_high(x, multiplier), right_shift) + Op::output_zero_point;
  return static_cast<int8_t>(clamp(scaled, Op::activation_min, Op::activation_max));
}

}  // namespace impulse_nn

#endif  // IMPULSE_NN_REQUANTIZE_FAST_H
