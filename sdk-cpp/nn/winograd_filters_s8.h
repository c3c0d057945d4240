// SPDX-License-Identifier: Apache-2.0
#ifndef IMPULSE_NN_WINOGRAD_FILTERS_S8_H
#define IMPULSE_NN_WINOGRAD_FILTERS_S8_H

#include "placement.h"
#include "winograd_values_s8.h"

namespace impulse_nn {

/// Three weights side by side.
struct winograd_taps {
  int16_pair a, b, c;
};

/// Three neighbours of a row, two channels of each.
template <int32_t half>
IMPULSE_INLINE winograd_taps read_taps(const int8_t *taps) {
  const uint32_t first = load_word(taps), second = load_word(taps + 4), third = load_word(taps + 8);
  const winograd_taps read = {widen_half<half>(first), widen_half<half>(second), widen_half<half>(third)};
  return read;
}

/// Both added tap by tap.
IMPULSE_INLINE winograd_taps add_taps(winograd_taps x, winograd_taps y) {
  const winograd_taps sums = {add_halves(x.a, y.a), add_halves(x.b, y.b), add_halves(x.c, y.c)};
  return sums;
}

/// y taken from x tap by tap.
IMPULSE_INLINE winograd_taps subtract_taps(winograd_taps x, winograd_taps y) {
  const winograd_taps differences = {subtract_halves(x.a, y.a), subtract_halves(x.b, y.b), subtract_halves(x.c, y.c)};
  return differences;
}

/// A row of positions from three weights a, b, c: 2 a, a + b + c, a - b + c, 2 c.
template <int32_t row, int32_t depth>
IMPULSE_INLINE void write_taps(winograd_taps taps, int16_pair *filter) {
  const int16_pair outer = add_halves(taps.a, taps.c);
  filter[depth * winograd_position(row, 0)] = add_halves(taps.a, taps.a);
  filter[depth * winograd_position(row, 1)] = add_halves(outer, taps.b);
  filter[depth * winograd_position(row, 2)] = subtract_halves(outer, taps.b);
  filter[depth * winograd_position(row, 3)] = add_halves(taps.c, taps.c);
}

/// Two channels of a 3x3 filter into Winograd's domain, four times as large as usual so that they stay whole numbers.
/// @param taps  nine words of four channels each
template <int32_t depth, int32_t half>
IMPULSE_INLINE void transform_filter(const int8_t *taps, int16_pair *filter) {
  const winograd_taps top = read_taps<half>(taps);
  write_taps<0, depth>(add_taps(top, top), filter);
  keep_order();
  const winograd_taps bottom = read_taps<half>(taps + 24);
  write_taps<3, depth>(add_taps(bottom, bottom), filter);
  keep_order();
  const winograd_taps outer = add_taps(top, bottom), middle = read_taps<half>(taps + 12);
  write_taps<1, depth>(add_taps(outer, middle), filter);
  write_taps<2, depth>(subtract_taps(outer, middle), filter);
  keep_order();
}

/// One of two filters into Winograd's domain: layers of one depth share it.
template <int32_t depth>
IMPULSE_KERNEL void expand_filter(const int8_t *weights, int16_pair *filter) {
  for (int32_t k = 0; k < depth; k += 4, weights += 72, filter += 4) {
    transform_filter<depth, 0>(weights, filter);
    transform_filter<depth, 1>(weights, filter + 2);
  }
}

/// Two filters into Winograd's domain, as multiply_winograd_s8 reads them.
/// @param weights  for every four channels nine words of filter a, then nine of filter b
template <int32_t depth>
inline void expand_filters(const int8_t *weights, int16_pair *filter) {
  expand_filter<depth>(weights, filter);
  expand_filter<depth>(weights + 36, filter + 1);
}

}  // namespace impulse_nn

#endif  // IMPULSE_NN_WINOGRAD_FILTERS_S8_H
