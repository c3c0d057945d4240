// SPDX-License-Identifier: Apache-2.0
#ifndef IMPULSE_NN_PLAIN_LANES_S8_H
#define IMPULSE_NN_PLAIN_LANES_S8_H

#include <stdint.h>
#include <string.h>

#include "requantize.h"

namespace impulse_nn {

/// Eight sums, one for each of eight neighbouring output channels.
struct sum_lanes {
  int32_t lane[8];
};

/// Two int16 for each of eight channels: what a sum takes in at once.
struct pair_lanes {
  int16_t value[16];
};

/// Eight sums, or what they begin with.
inline sum_lanes load_sums(const int32_t *values) {
  sum_lanes sums;
  memcpy(sums.lane, values, sizeof sums.lane);
  return sums;
}

/// Eight pairs of weights.
inline pair_lanes load_pairs(const int16_t *values) {
  pair_lanes pairs;
  memcpy(pairs.value, values, sizeof pairs.value);
  return pairs;
}

/// The same two values for all channels.
inline pair_lanes repeat_pair(const int16_t *values) {
  pair_lanes pairs;
  for (int32_t i = 0; i < 8; ++i) {
    pairs.value[2 * i] = values[0];
    pairs.value[2 * i + 1] = values[1];
  }
  return pairs;
}

/// Values of eight channels at two places, side by side; of the first `count` channels where there are no more.
template <int32_t count>
inline pair_lanes join_values(const int8_t *first, const int8_t *second) {
  pair_lanes pairs = {};
  for (int32_t i = 0; i < (count < 8 ? count : 8); ++i) {
    pairs.value[2 * i] = first[i];
    pairs.value[2 * i + 1] = second[i];
  }
  return pairs;
}

/// sums += values * weights, both of each pair.
inline void add_products(sum_lanes &sums, const pair_lanes &values, const pair_lanes &weights) {
  for (int32_t i = 0; i < 8; ++i) {
    sums.lane[i] += values.value[2 * i] * weights.value[2 * i] + values.value[2 * i + 1] * weights.value[2 * i + 1];
  }
}

/// requantize() and the output's range of the first `count` sums, for |sum| < 2^30 and shifts to the right in [1, 22].
template <class Op>
inline void write_sums(const sum_lanes &sums, const int32_t *multipliers, const int32_t *right_shifts, int32_t count, int8_t *output) {
  for (int32_t i = 0; i < count && i < 8; ++i) {
    const int32_t scaled = divide_by_power_of_two(multiply_high(sums.lane[i], multipliers[i]), right_shifts[i]) + Op::output_zero_point;
    output[i] = static_cast<int8_t>(clamp(scaled, Op::activation_min, Op::activation_max));
  }
}

}  // namespace impulse_nn

#endif  // IMPULSE_NN_PLAIN_LANES_S8_H
