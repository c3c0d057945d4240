// SPDX-License-Identifier: Apache-2.0
#ifndef IMPULSE_NN_SAVED_SUMS_S8_H
#define IMPULSE_NN_SAVED_SUMS_S8_H

#include <stdint.h>
#include <string.h>

namespace impulse_nn {

/// How sum_pairs_s8 comes by the two words of a pair of weights.
enum pair_form {
  pairs_of_bytes = 0,   // one word of int8 for both filters: a0 b0 a1 b1
  pairs_folded = 1,     // the same, as folded_sum.h has them: the second filter's are int16
  pairs_of_halves = 2,  // int16: a word for each filter
};

/// Eight sums of four pixels and two filters.
/// @tparam form    of the weights
/// @tparam turn    pairs that a turn of a loop in assembly takes
/// @param columns  four words of two int16 a pair, one of each pixel
/// @param filter   weights
/// @param end      of the columns
/// @param sums     in: what to add to; out: sums[2 * pixel + filter]
template <int32_t form, int32_t turn>
inline void sum_pairs_s8(const uint32_t *columns, const void *filter, const uint32_t *end, int32_t *sums) {
  const int8_t *weights = static_cast<const int8_t *>(filter);
  for (; columns != end; columns += 4, weights += form == pairs_of_halves ? 8 : 4) {
    int16_t halves[4] = {weights[0], weights[2], weights[1], weights[3]};
    if (form == pairs_folded) memcpy(halves + 2, weights, 4);
    if (form == pairs_of_halves) memcpy(halves, weights, 8);
    for (int32_t i = 0; i < 8; ++i) {
      int16_t values[2];
      memcpy(values, columns + i / 2, 4);
      const int16_t *const pair = halves + i % 2 * 2;
      sums[i] += values[0] * pair[0] + values[1] * pair[1];
    }
  }
}

/// Four sums of one vector and four rows.
/// @tparam folded  whether the weights are as folded_sum.h has them
/// @tparam turn    words of four values that a turn of a loop in assembly takes
/// @param input    values
/// @param filter   four words of weights for every four values: two rows of the even values and of the odd ones, then the two other rows
/// @param end      of the values
/// @param sums     in: what to add to; out: the sums
template <int32_t folded, int32_t turn>
inline void sum_rows_s8(const int8_t *input, const int8_t *filter, const int8_t *end, int32_t *sums) {
  for (; input != end; input += 4) {
    for (int32_t i = 0; i < 4; ++i, filter += 4) {
      int16_t second[2] = {filter[1], filter[3]};
      if (folded != 0) memcpy(second, filter, 4);
      const int8_t *const values = input + i % 2;
      sums[i / 2 * 2] += values[0] * filter[0] + values[2] * filter[2];
      sums[i / 2 * 2 + 1] += values[0] * second[0] + values[2] * second[1];
    }
  }
}

}  // namespace impulse_nn

#endif  // IMPULSE_NN_SAVED_SUMS_S8_H
