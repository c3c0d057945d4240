// SPDX-License-Identifier: Apache-2.0
#ifndef IMPULSE_NN_REQUANTIZE_FAST_H
#define IMPULSE_NN_REQUANTIZE_FAST_H

#include "requantize.h"

namespace impulse_nn {

/// a / 2^15, rounded half up, plus b: the bit that the shift loses last is the carry.
inline int32_t shift_rounding_add(int32_t a, int32_t b) {
#if defined(__thumb__)
  __asm__(".syntax unified\n\tasrs %0, %0, #15\n\tadcs %0, %1" : "+l"(a) : "l"(b) : "cc");
  return a;
#else
  return ((a + (1 << 14)) >> 15) + b;
#endif
}

/// multiply_high() of |x| < 2^30 and a multiplier in [0, 2^31), by four products of halves, none of which leaves int32.
///
/// With x = 65536 h + l, l signed, and the multiplier 65536 H + L the product is 2^32 hH + 2^16 (hL + lH) + lL. What lL has below 2^16 never
/// reaches the result: the half that is added before the shift is a multiple of 2^16. |hL| and |lH| are at most 2^30 - 2^14, lL / 2^16 at
/// most 2^15, so that their sum and the half, 2^14, fit.
inline int32_t multiply_high_halves(int32_t x, int32_t multiplier) {
  const int32_t high = multiplier >> 16, low = multiplier & 0xffff;
  const int32_t x_low = static_cast<int16_t>(x & 0xffff), x_high = (x - x_low) >> 16;
  return shift_rounding_add(x_high * low + ((x_low * low) >> 16) + x_low * high, 2 * (x_high * high));
}

/// 2^(right_shift - 1) + zero_point * 2^right_shift: what requantize_doubled adds before the shift.
template <class Op>
inline int32_t rounding_term(int32_t right_shift) {
  return static_cast<int32_t>(static_cast<uint32_t>(2 * Op::output_zero_point + 1) << right_shift) >> 1;
}

/// requantize() and the output's range in one, of twice the value: for |x| < 2^30 and a shift to the right in [1, 22], the low byte of `right_shift`.
///
/// Halves of the shift round away from zero: a negative value is lowered by one before the half is added. Where the range begins at the
/// zero point every negative value is cut off anyway. One comparison tells what lies in the range.
/// @param half  rounding_term of the shift
template <class Op>
inline int8_t requantize_doubled(int32_t twice_x, int32_t multiplier, int32_t right_shift, int32_t half) {
  int32_t scaled = multiply_high_halves(twice_x / 2, multiplier);
  if (Op::activation_min != Op::output_zero_point) scaled += scaled >> 31;
  scaled = (scaled + half) >> (right_shift & 0xff);
  if (static_cast<uint32_t>(scaled - Op::activation_min) > static_cast<uint32_t>(Op::activation_max - Op::activation_min)) {
    scaled = scaled < Op::activation_min ? Op::activation_min : Op::activation_max;
  }
  return static_cast<int8_t>(scaled);
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
  const int32_t scaled = multiply_high_halves(twice_x / 2, multiplier);
  return static_cast<int8_t>(clamp((scaled + (scaled >> 31) + half) >> (right_shift & 0xff), range.low, range.high));
}

/// requantize() by constants, for |x| < 2^30.
template <int32_t multiplier, int32_t shift>
inline int32_t requantize_constant(int32_t x) {
  if (shift > 0 || multiplier < 0) return requantize(x, multiplier, shift);
  const int32_t product = multiply_high_halves(x, multiplier);
  return shift == 0 ? product : (product + (product >> 31) + static_cast<int32_t>((UINT32_C(1) << (-shift & 31)) >> 1)) >> (-shift & 31);
}

/// clamp() by constants.
template <int32_t low, int32_t high>
inline int32_t clamp_constant(int32_t x) {
  return clamp(x, low, high);
}

}  // namespace impulse_nn

#endif  // IMPULSE_NN_REQUANTIZE_FAST_H
