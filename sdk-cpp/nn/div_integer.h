// SPDX-License-Identifier: Apache-2.0
#ifndef IMPULSE_NN_DIV_INTEGER_H
#define IMPULSE_NN_DIV_INTEGER_H

#include "broadcast.h"
#include "fixed_point.h"
#include "requantize.h"

namespace impulse_nn {

/// a / b times the output's multiplier: the reciprocal of the normalised divisor, then all shifts at once. What is divided by 0 saturates.
template <class Op>
inline int32_t divide_integers(int32_t a, int32_t b) {
  if (b == 0) return a < 0 ? INT16_MIN : a > 0 ? INT16_MAX : 0;
  if (b < 0) {
    a = -a;
    b = -b;
  }
  const int32_t leading = count_leading_zeros(static_cast<uint32_t>(b));
  const int32_t above_one = static_cast<int32_t>((static_cast<uint32_t>(b) << leading) - 0x80000000u);
  const int32_t headroom = count_leading_zeros(static_cast<uint32_t>(a < 0 ? ~a : a)) - 1;
  const int32_t quotient = multiply_high(shift_left(a, headroom), reciprocal_of_one_plus(above_one));
  const int32_t shift = Op::shift - (31 - leading) - headroom;
  return shift < -31 ? 0 : requantize(quotient, Op::multiplier, shift);
}

/// DIV on int8 and int16, operands as in broadcast.h.
template <class Op, class T>
inline void div_integer(const T *a, const T *b, T *output) {
  broadcast<Op>(a, b, output, [](T x, T y) {
    const int32_t quotient = divide_integers<Op>(x - Op::zero_point_a, y - Op::zero_point_b) + Op::output_zero_point;
    return static_cast<T>(clamp(quotient, Op::activation_min, Op::activation_max));
  });
}

}  // namespace impulse_nn

#endif  // IMPULSE_NN_DIV_INTEGER_H
