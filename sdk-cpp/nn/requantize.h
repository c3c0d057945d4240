// SPDX-License-Identifier: Apache-2.0
// Integer arithmetic of the TFLite int8 specification, with the roundings of TensorFlow Lite Micro.
#ifndef IMPULSE_NN_REQUANTIZE_H
#define IMPULSE_NN_REQUANTIZE_H

#include <stdint.h>

namespace impulse_nn {

/// a * b / 2^31, rounded half up; saturated where both are -2^31.
inline int32_t multiply_high(int32_t a, int32_t b) {
  if (a == b && a == INT32_MIN) return INT32_MAX;
  return static_cast<int32_t>((static_cast<int64_t>(a) * b + (INT64_C(1) << 30)) >> 31);
}

/// x / 2^exponent, rounded half away from zero; exponent in [0, 31].
inline int32_t divide_by_power_of_two(int32_t x, int32_t exponent) {
  const int32_t mask = static_cast<int32_t>((INT64_C(1) << exponent) - 1);
  const int32_t threshold = (mask >> 1) + (x < 0 ? 1 : 0);
  return (x >> exponent) + ((x & mask) > threshold ? 1 : 0);
}

/// x * 2^shift for shift >= 0, wrapping as two's complement does.
inline int32_t shift_left(int32_t x, int32_t shift) { return static_cast<int32_t>(static_cast<uint32_t>(x) << shift); }

/// x * multiplier / 2^31 * 2^shift, rounded after the multiplication and again after a shift to the right.
inline int32_t requantize(int32_t x, int32_t multiplier, int32_t shift) {
  if (shift > 0) return multiply_high(shift_left(x, shift), multiplier);
  return divide_by_power_of_two(multiply_high(x, multiplier), -shift);
}

/// x, kept within low..high.
inline int32_t clamp(int32_t x, int32_t low, int32_t high) { return x < low ? low : x > high ? high : x; }

}  // namespace impulse_nn

#endif  // IMPULSE_NN_REQUANTIZE_H
