// SPDX-License-Identifier: Apache-2.0
// exp() and 1 / (1 + x) in fixed point, as the int8 softmax of TFLite defines them. Qm.n: m integer bits, n fractional bits.
#ifndef IMPULSE_NN_FIXED_POINT_H
#define IMPULSE_NN_FIXED_POINT_H

#include "placement.h"
#include "requantize.h"

namespace impulse_nn {

/// x * 2^exponent, saturated.
inline int32_t saturating_shift_left(int32_t x, int32_t exponent) {
  const int64_t shifted = static_cast<int64_t>(x) * (INT64_C(1) << exponent);
  return shifted > INT32_MAX ? INT32_MAX : shifted < INT32_MIN ? INT32_MIN : static_cast<int32_t>(shifted);
}

/// exp(a) for a in [-1/4, 0), both Q0.31: a polynomial around -1/8.
inline int32_t exp_near_zero(int32_t a) {
  const int32_t exp_of_minus_eighth = 1895147668;
  const int32_t third = 715827883;
  const int32_t x = a + (1 << 28);
  const int32_t x2 = multiply_high(x, x);
  const int32_t x3 = multiply_high(x2, x);
  const int32_t x4 = multiply_high(x2, x2);
  const int32_t x4_over_4 = divide_by_power_of_two(x4, 2);
  const int32_t tail = divide_by_power_of_two(multiply_high(x4_over_4 + x3, third) + x2, 1);
  return exp_of_minus_eighth + multiply_high(exp_of_minus_eighth, x + tail);
}

/// exp(a) in Q0.31 for a <= 0 in Q5.26: a polynomial for the last quarter, one factor for each set bit of the rest. A softmax calls it
/// twice: half a kilobyte on cores without long products.
IMPULSE_KERNEL inline int32_t exp_of_negative(int32_t a) {
  if (a == 0) return INT32_MAX;
  // exp(-1/4), exp(-1/2), exp(-1) ... exp(-16) in Q0.31
  const int32_t factors[7] = {1672461947, 1302514674, 790015084, 290630308, 39332535, 720401, 242};
  const int32_t quarter = 1 << 24;
  const int32_t last = (a & (quarter - 1)) - quarter;
  int32_t result = exp_near_zero(saturating_shift_left(last, 5));
  const int32_t rest = last - a;
  for (int32_t bit = 0; bit < 7; ++bit) {
    if (rest & (1 << (24 + bit))) result = multiply_high(result, factors[bit]);
  }
  return result;
}

/// 1 / (1 + a) for a in [0, 1], both Q0.31: three Newton-Raphson steps in Q2.29.
inline int32_t reciprocal_of_one_plus(int32_t a) {
  const int32_t half_denominator = static_cast<int32_t>((static_cast<int64_t>(a) + INT32_MAX + 1) >> 1);
  int32_t x = 1515870810 + multiply_high(half_denominator, -1010580540);  // 48/17 - 32/17 * d
  for (int32_t step = 0; step < 3; ++step) {
    const int32_t error = (1 << 29) - multiply_high(half_denominator, x);
    x += saturating_shift_left(multiply_high(x, error), 2);
  }
  return saturating_shift_left(x, 1);
}

/// Zero bits above the highest set bit; 32 for 0.
inline int32_t count_leading_zeros(uint32_t x) {
  int32_t count = 0;
  for (; count < 32 && !(x & 0x80000000u); ++count) x <<= 1;
  return count;
}

/// 1 / sqrt(x) of a positive integer as multiplier / 2^31 * 2^shift: five Newton-Raphson steps in Q3.28. 0 counts as 1.
inline int32_t inverse_square_root(int32_t x, int32_t *shift) {
  *shift = 0;
  if (x <= 1) return INT32_MAX;
  int32_t right = 11;
  for (; x >= (1 << 29); ++right) x /= 4;
  const int32_t pairs = (count_leading_zeros(static_cast<uint32_t>(x)) - 1) / 2 - 1;
  const int32_t quartered = divide_by_power_of_two((x << (2 * pairs)) >> 1, 1);
  int32_t root = 1 << 28;
  for (int32_t step = 0; step < 5; ++step) {
    const int32_t cube = saturating_shift_left(multiply_high(multiply_high(root, root), root), 6);
    root = saturating_shift_left(multiply_high((1 << 28) + (1 << 27), root) - multiply_high(quartered, cube), 3);
  }
  root = multiply_high(root, 1518500250);  // sqrt(2) / 2 in Q0.31
  right -= pairs;
  if (right < 0) return root << -right;
  *shift = -right;
  return root;
}

}  // namespace impulse_nn

#endif  // IMPULSE_NN_FIXED_POINT_H
