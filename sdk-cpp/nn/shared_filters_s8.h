// SPDX-License-Identifier: Apache-2.0
#ifndef IMPULSE_NN_SHARED_FILTERS_S8_H
#define IMPULSE_NN_SHARED_FILTERS_S8_H

#include "write_shared_s8.h"

namespace impulse_nn {

/// What layers must have in common to share multiply_filters_shared: here nothing.
template <class Op>
struct shared_form {
  struct type {};
};

/// All filters on one tile of columns; the first `count` of its pixels are written. Pixels behind them repeat the last of them.
/// @param filter  pairs of filters as tile_looped_s8.h wants them, `depth` values each
/// @param output  where the first pixel is written
template <class Form>
inline void multiply_filters_shared(const output_range &range, const column_word *columns, const int8_t *filter, const int32_t *channels,
                                    int32_t depth, int32_t output_depth, int32_t count, int8_t *output) {
  write_tile_shared(range, columns, filter, channels, depth, output_depth, count, output);
}

}  // namespace impulse_nn

#endif  // IMPULSE_NN_SHARED_FILTERS_S8_H
