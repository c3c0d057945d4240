// SPDX-License-Identifier: Apache-2.0
#ifndef IMPULSE_NN_WINOGRAD_POSITION_S8_H
#define IMPULSE_NN_WINOGRAD_POSITION_S8_H

#include "dual_mac.h"

namespace impulse_nn {

/// Adds the products of one position in Winograd's domain, 4 tiles times 2 filters over `depth` channels (a multiple of 4), to the sums.
/// @param filter  for each two channels a word of filter a and one of filter b
/// @param values  for each two channels a word of tiles 0, 1, 2, 3
/// @param sums    sums[2 * tile + filter]
inline void multiply_position_s8(const int16_pair *filter, const int16_pair *values, int32_t depth, int32_t *sums) {
  for (int32_t pair = 0; pair < depth / 2; ++pair, filter += 2, values += 4) {
    for (int32_t tile = 0; tile < 4; ++tile) {
      sums[2 * tile] = dual_mac(values[tile], filter[0], sums[2 * tile]);
      sums[2 * tile + 1] = dual_mac(values[tile], filter[1], sums[2 * tile + 1]);
    }
  }
}

}  // namespace impulse_nn

#endif  // IMPULSE_NN_WINOGRAD_POSITION_S8_H
