// SPDX-License-Identifier: Apache-2.0
#ifndef IMPULSE_NN_FOUR_SUMS_H
#define IMPULSE_NN_FOUR_SUMS_H

#include <stdint.h>

#include "requantize.h"

namespace impulse_nn {

/// Sums of four output channels.
struct four_sums {
  int32_t lane[4];
};

/// Four sums, or what they begin with.
inline four_sums load_four(const int32_t *values) { return {{values[0], values[1], values[2], values[3]}}; }

/// The same number four times.
inline four_sums fill_four(int32_t value) { return {{value, value, value, value}}; }

/// requantize() for |sum| < 2^30 and shifts to the left in [-22, -1]; what is below the zero point may be off where the output's range
/// begins there.
template <class Op>
inline four_sums requantize_four(const four_sums &sums, const four_sums &multipliers, const four_sums &left_shifts) {
  four_sums scaled;
  for (int32_t i = 0; i < 4; ++i) {
    scaled.lane[i] = divide_by_power_of_two(multiply_high(sums.lane[i], multipliers.lane[i]), -left_shifts.lane[i]);
  }
  return scaled;
}

/// The output's zero point and range, and the first `count` of four neighbouring channels written.
template <class Op>
inline void write_four(const four_sums &scaled, int32_t count, int8_t *output) {
  for (int32_t i = 0; i < 4 && i < count; ++i) {
    output[i] = static_cast<int8_t>(clamp(scaled.lane[i] + Op::output_zero_point, Op::activation_min, Op::activation_max));
  }
}

/// The same of two pixels.
template <class Op>
inline void write_two_fours(const four_sums &first, const four_sums &second, int32_t count, int8_t *first_output, int8_t *second_output) {
  write_four<Op>(first, count, first_output);
  write_four<Op>(second, count, second_output);
}

/// The same of eight neighbouring channels: the even ones, and the odd ones.
template <class Op>
inline void write_eight(const four_sums &even, const four_sums &odd, int32_t count, int8_t *output) {
  for (int32_t i = 0; i < 8 && i < count; ++i) {
    const int32_t scaled = i % 2 == 0 ? even.lane[i / 2] : odd.lane[i / 2];
    output[i] = static_cast<int8_t>(clamp(scaled + Op::output_zero_point, Op::activation_min, Op::activation_max));
  }
}

}  // namespace impulse_nn

#endif  // IMPULSE_NN_FOUR_SUMS_H
