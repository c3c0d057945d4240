// SPDX-License-Identifier: Apache-2.0
#ifndef IMPULSE_NN_FOLDED_SUM_H
#define IMPULSE_NN_FOLDED_SUM_H

#include <stdint.h>

namespace impulse_nn {

/// Adds two values times two weights of the second filter of a pair (tile_s8.h): `filter` has a0 b0 a2 b2. Sums wrap.
inline void add_second(int32_t low, int32_t high, const int8_t *filter, bool folded, int32_t &sum) {
  const int32_t first = folded ? 256 * filter[1] + (filter[0] & 0xff) : filter[1];
  const int32_t second = folded ? 256 * filter[3] + (filter[2] & 0xff) : filter[3];
  sum = static_cast<int32_t>(static_cast<uint32_t>(sum) + static_cast<uint32_t>(low * first) + static_cast<uint32_t>(high * second));
}

/// The same for one value and one pair.
inline void add_second(int32_t value, const int8_t *pair, bool folded, int32_t &sum) {
  const int32_t weight = folded ? 256 * pair[1] + (pair[0] & 0xff) : pair[1];
  sum = static_cast<int32_t>(static_cast<uint32_t>(sum) + static_cast<uint32_t>(value * weight));
}

/// Twice the second sum of a pair: what is above the first one where both were folded. The difference is a multiple of 256.
template <bool folded>
inline int32_t second_sum_doubled(int32_t first, int32_t second) {
  if (!folded) return second + second;
  return static_cast<int32_t>(static_cast<uint32_t>(second) - static_cast<uint32_t>(first)) >> 7;
}

}  // namespace impulse_nn

#endif  // IMPULSE_NN_FOLDED_SUM_H
