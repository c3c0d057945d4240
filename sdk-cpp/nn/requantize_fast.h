// SPDX-License-Identifier: Apache-2.0
#ifndef IMPULSE_NN_REQUANTIZE_FAST_H
#define IMPULSE_NN_REQUANTIZE_FAST_H

#include "requantize.h"

namespace impulse_nn {

/// What requantize_doubled adds before the shift.
template <class Op>
inline int32_t rounding_term(int32_t) {
  return 0;
}

/// requantize() and the output's range in one, of twice the value: for |x| < 2^30 and a shift to the right in [1, 22], the low byte of `right_shift`.
/// @param half  rounding_term of the shift
template <class Op>
inline int8_t requantize_doubled(int32_t twice_x, int32_t multiplier, int32_t right_shift, int32_t) {
  const int32_t scaled = divide_by_power_of_two(multiply_high(twice_x >> 1, multiplier), right_shift & 0xff) + Op::output_zero_point;
  return static_cast<int8_t>(clamp(scaled, Op::activation_min, Op::activation_max));
}

/// Zero point and range of an output that are known only at run time.
struct output_range {
  int32_t zero_point, low, high;
};

/// rounding_term() at run time.
inline int32_t rounding_term_of(const output_range &, int32_t) { return 0; }

/// requantize_doubled() at run time.
/// @param half  rounding_term_of the shift
inline int8_t requantize_in_range(const output_range &range, int32_t twice_x, int32_t multiplier, int32_t right_shift, int32_t) {
  const int32_t scaled = divide_by_power_of_two(multiply_high(twice_x >> 1, multiplier), right_shift & 0xff) + range.zero_point;
  return static_cast<int8_t>(clamp(scaled, range.low, range.high));
}

/// requantize() by constants, for |x| < 2^30.
template <int32_t multiplier, int32_t shift>
inline int32_t requantize_constant(int32_t x) {
  return requantize(x, multiplier, shift);
}

/// clamp() by constants.
template <int32_t low, int32_t high>
inline int32_t clamp_constant(int32_t x) {
  return clamp(x, low, high);
}

}  // namespace impulse_nn

#endif  // IMPULSE_NN_REQUANTIZE_FAST_H
