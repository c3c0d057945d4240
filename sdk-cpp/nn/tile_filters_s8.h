// SPDX-License-Identifier: Apache-2.0
#ifndef IMPULSE_NN_TILE_FILTERS_S8_H
#define IMPULSE_NN_TILE_FILTERS_S8_H

#include "write_tile_s8.h"

namespace impulse_nn {

/// All filters on one tile of columns; the first `count` of its pixels are written. Pixels behind them repeat the last of them.
/// @param filter    as conv_2d_packed_s8 takes it, with `channels`
/// @param output    where the first pixel is written
template <class Op, int32_t depth>
inline void multiply_filters_s8(const column_word *columns, const int8_t *filter, const int32_t *channels, int32_t count,
                                int8_t *output) {
  write_tile_s8<Op, depth>(columns, filter, channels, count, output);
}

}  // namespace impulse_nn

#endif  // IMPULSE_NN_TILE_FILTERS_S8_H
