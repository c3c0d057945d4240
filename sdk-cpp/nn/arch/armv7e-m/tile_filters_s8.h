// SPDX-License-Identifier: Apache-2.0
#ifndef IMPULSE_NN_TILE_FILTERS_S8_H
#define IMPULSE_NN_TILE_FILTERS_S8_H

#include "filter_loop_s8.h"
#include "write_tile_s8.h"

namespace impulse_nn {

#if !defined(__clang__) && defined(__OPTIMIZE__)

/// tile_filters_s8.h for cores with SMLAD, where the output has the whole range of int8.
template <class Op, int32_t depth>
inline void multiply_filters_s8(const column_word *columns, const int8_t *filter, const int32_t *channels, int32_t count,
                                int8_t *output) {
  if (Op::activation_min > -128 || Op::activation_max < 127) return write_tile_s8<Op, depth>(columns, filter, channels, count, output);
  constexpr int32_t pixels = Op::output_height * Op::output_width, output_depth = Op::output_depth;
  // tiles of fewer than four pixels, and offsets that no instruction holds
  constexpr bool may_be_cut = (Op::overwrites_input != 0 && pixels % 4 != 0) || Op::output_width < 4;
  constexpr int32_t step = may_be_cut || output_depth > 1024 ? 0 : output_depth;
  typedef filter_form<depth / 2, Op::folded != 0, Op::activation_min == Op::output_zero_point, output_depth % 2 != 0, step,
                      2 * Op::output_zero_point + 1>
      Form;
  filter_loop<Form>(lay_out_tile(columns, filter, depth, output_depth, count, Op::output_zero_point), columns, filter, channels, output);
}

#else

/// tile_filters_s8.h by single instructions: clang, and gcc without optimisation, keep registers from the block above.
template <class Op, int32_t depth>
inline void multiply_filters_s8(const column_word *columns, const int8_t *filter, const int32_t *channels, int32_t count,
                                int8_t *output) {
  write_tile_s8<Op, depth>(columns, filter, channels, count, output);
}

#endif

}  // namespace impulse_nn

#endif  // IMPULSE_NN_TILE_FILTERS_S8_H
