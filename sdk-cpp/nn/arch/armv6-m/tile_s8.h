// SPDX-License-Identifier: Apache-2.0
#ifndef IMPULSE_NN_TILE_S8_H
#define IMPULSE_NN_TILE_S8_H

#include "folded_sum.h"
#include "tile_looped_s8.h"

namespace impulse_nn {

/// tile_s8.h by the code that all depths share; the compiler folds no filters for this instruction set.
template <int32_t depth, bool folded>
inline void multiply_tile_s8(const uint32_t *columns, const int8_t *filter, int32_t (&sums)[8]) {
  static_assert(!folded, "filters are folded for dual multiply-accumulates");
  multiply_tile_looped_s8(columns, filter, depth, sums);
}

}  // namespace impulse_nn

#endif  // IMPULSE_NN_TILE_S8_H
