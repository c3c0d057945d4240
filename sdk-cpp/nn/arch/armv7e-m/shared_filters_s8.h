// SPDX-License-Identifier: Apache-2.0
#ifndef IMPULSE_NN_SHARED_FILTERS_S8_H
#define IMPULSE_NN_SHARED_FILTERS_S8_H

#include "tile_filters_s8.h"
#include "write_shared_s8.h"

namespace impulse_nn {

#if !defined(__clang__) && defined(__OPTIMIZE__)

/// How filter_loop takes a layer whose output has the whole range of int8; two pairs of values a turn, because the depth is a multiple of 4.
/// @tparam cuts  whether the range of the output begins at its zero point
template <bool cuts>
struct whole_range_form {
  static constexpr bool is_whole = true;
  static constexpr int32_t step = 0, term = known_at_run_time, bits = (cuts ? 1 : 0) + 4 + 8 + 16 + 256 * 2;
};

/// Of a layer whose output is cut elsewhere.
struct any_range_form {
  static constexpr bool is_whole = false;
};

/// whole_range_form or any_range_form.
template <bool is_whole, bool cuts>
struct form_of_range {
  typedef any_range_form type;
};

/// The whole range.
template <bool cuts>
struct form_of_range<true, cuts> {
  typedef whole_range_form<cuts> type;
};

/// What layers must have in common to share multiply_filters_shared: how their sums become an int8.
template <class Op>
struct shared_form {
  static constexpr bool is_whole = Op::activation_min == -128 && Op::activation_max == 127;
  typedef typename form_of_range<is_whole, is_whole && Op::activation_min == Op::output_zero_point>::type type;
};

/// filter_loop, or what does for all ranges.
template <class Form>
struct shared_filters {
  /// As multiply_filters_shared.
  static IMPULSE_INLINE void multiply(const output_range &range, const column_word *columns, const int8_t *filter, const int32_t *channels,
                                      int32_t depth, int32_t output_depth, int32_t count, int8_t *output) {
    filter_loop<Form>(lay_out_tile(columns, filter, depth, output_depth, count, range.zero_point), columns, filter, channels, output);
  }
};

/// Any range.
template <>
struct shared_filters<any_range_form> {
  /// As multiply_filters_shared.
  static inline void multiply(const output_range &range, const column_word *columns, const int8_t *filter, const int32_t *channels,
                              int32_t depth, int32_t output_depth, int32_t count, int8_t *output) {
    write_tile_shared(range, columns, filter, channels, depth, output_depth, count, output);
  }
};

/// shared_filters_s8.h for cores with SMLAD.
template <class Form>
inline void multiply_filters_shared(const output_range &range, const column_word *columns, const int8_t *filter, const int32_t *channels,
                                    int32_t depth, int32_t output_depth, int32_t count, int8_t *output) {
  shared_filters<Form>::multiply(range, columns, filter, channels, depth, output_depth, count, output);
}

#else

/// What layers must have in common to share multiply_filters_shared: nothing.
template <class Op>
struct shared_form {
  struct type {};
};

/// shared_filters_s8.h by single instructions.
template <class Form>
inline void multiply_filters_shared(const output_range &range, const column_word *columns, const int8_t *filter, const int32_t *channels,
                                    int32_t depth, int32_t output_depth, int32_t count, int8_t *output) {
  write_tile_shared(range, columns, filter, channels, depth, output_depth, count, output);
}

#endif

}  // namespace impulse_nn

#endif  // IMPULSE_NN_SHARED_FILTERS_S8_H
