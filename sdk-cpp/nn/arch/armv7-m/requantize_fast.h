// SPDX-License-Identifier: Apache-2.0
#ifndef IMPULSE_NN_REQUANTIZE_FAST_H
#define IMPULSE_NN_REQUANTIZE_FAST_H

#include "requantize.h"

namespace impulse_nn {

/// a * b / 2^32, rounded half up: SMULL, and its half from the bits that are lost.
inline int32_t multiply_high_rounded(int32_t a, int32_t b) {
  const int64_t product = static_cast<int64_t>(a) * b;
  return static_cast<int32_t>(product >> 32) + static_cast<int32_t>(static_cast<uint32_t>(product) >> 31);
}

/// x, saturated to -128..127.
inline int32_t saturate_s8(int32_t x) {
  int32_t result;
  __asm__("ssat %0, #8, %1" : "=r"(result) : "r"(x));
  return result;
}

/// 2^(right_shift - 1) + zero_point * 2^right_shift: what requantize_doubled adds before the shift.
template <class Op>
inline int32_t rounding_term(int32_t right_shift) {
  return static_cast<int32_t>(static_cast<uint32_t>(2 * Op::output_zero_point + 1) << right_shift) >> 1;
}

/// requantize() and the output's range in one, of twice the value: for |x| < 2^30 and a shift to the right in [1, 22], the low byte of `right_shift`.
///
/// Halves of the shift round away from zero: a negative value is lowered by one before the half is added. Where the range begins at the
/// zero point every negative value is cut off anyway.
/// @param half  rounding_term of the shift
template <class Op>
inline int8_t requantize_doubled(int32_t twice_x, int32_t multiplier, int32_t right_shift, int32_t half) {
  int32_t scaled = multiply_high_rounded(twice_x, multiplier);
  if (Op::activation_min != Op::output_zero_point) scaled += scaled >> 31;
  scaled = (scaled + half) >> (right_shift & 0xff);
  if (Op::activation_min > -128 && scaled < Op::activation_min) scaled = Op::activation_min;
  if (Op::activation_max < 127) return static_cast<int8_t>(scaled > Op::activation_max ? Op::activation_max : saturate_s8(scaled));
  return static_cast<int8_t>(saturate_s8(scaled));
}

/// Zero point and range of an output that are known only at run time.
struct output_range {
  int32_t zero_point, low, high;
};

/// rounding_term() at run time, by the low byte of `right_shift`.
inline int32_t rounding_term_of(const output_range &range, int32_t right_shift) {
  return static_cast<int32_t>(static_cast<uint32_t>(2 * range.zero_point + 1) << (right_shift & 0xff)) >> 1;
}

/// requantize_doubled() at run time.
/// @param half  rounding_term_of the shift
inline int8_t requantize_in_range(const output_range &range, int32_t twice_x, int32_t multiplier, int32_t right_shift, int32_t half) {
  const int32_t scaled = multiply_high_rounded(twice_x, multiplier);
  return static_cast<int8_t>(clamp((scaled + (scaled >> 31) + half) >> (right_shift & 0xff), range.low, range.high));
}

/// requantize() by constants, for |x| < 2^30.
template <int32_t multiplier, int32_t shift>
inline int32_t requantize_constant(int32_t x) {
  if (shift > 0) return requantize(x, multiplier, shift);
  const int32_t product = multiply_high_rounded(x + x, multiplier);
  return shift == 0 ? product : (product + (product >> 31) + static_cast<int32_t>((UINT32_C(1) << (-shift & 31)) >> 1)) >> (-shift & 31);
}

/// clamp() by constants.
template <int32_t low, int32_t high>
inline int32_t clamp_constant(int32_t x) {
  if (high == 127) return low == -128 ? saturate_s8(x) : saturate_s8(x < low ? low : x);
  return clamp(x, low, high);
}

}  // namespace impulse_nn

#endif  // IMPULSE_NN_REQUANTIZE_FAST_H
