// SPDX-License-Identifier: Apache-2.0
#ifndef IMPULSE_NN_SLIDING_SHAPE_S8_H
#define IMPULSE_NN_SLIDING_SHAPE_S8_H

#include "depthwise_shape_s8.h"
#include "sliding_window_s8.h"

namespace impulse_nn {

/// Bytes from a column to the next one.
typedef parked_word depthwise_step;

/// The three values across of the next column, at the run of a line: what depthwise_reader does with constants.
struct depthwise_walker {
  const int8_t *input;
  int32_t first, second, third;  // offsets of the values across; one that is outside is read from its neighbour, its weight being 0
  depthwise_step along;

  /// Values 0 and 1 of the next column.
  int16_pair next(int16_pair &last) {
    const int16_pair top = static_cast<uint32_t>(input[first]);
    const int8_t middle = input[second];
    last = static_cast<uint32_t>(input[third]);
    input += along.fetch();
    return pack_low(top, static_cast<uint32_t>(middle));
  }
};

/// One channel along one line of the output, as slide_depthwise goes.
template <class Range, int32_t stride>
inline void slide_shared(const depthwise_shape &shape, depthwise_walker walker, const depthwise_filter &f, int8_t *output) {
  const uint32_t zero_point = static_cast<uint32_t>(Range::input_zero_point) & 0xffffu;
  const int16_pair outside = zero_point | (zero_point << 16);
  const parked_word bias(f.bias), multiplier(f.multiplier), half(rounding_term<Range>(static_cast<int32_t>(f.c_third & 0xffu)));
  const parked_word step(shape.output_along);
  int16_pair a = outside, b = outside, ba_third = outside, third = outside;
  if (shape.pad == 0) a = walker.next(ba_third);
  if (stride == 1) {
    b = walker.next(third);
    ba_third = pack_low(third, ba_third);
  }
  for (int32_t left = shape.inside; left > 0; --left, output += step.fetch()) {
    if (stride == 2) {
      b = walker.next(third);
      ba_third = pack_low(third, ba_third);
    }
    const int16_pair c = walker.next(third);
    *output = convolve_column<Range>(f, a, b, c, third, ba_third, bias, multiplier, half);
    a = stride == 1 ? b : c;
    b = c;
  }
  if (!shape.has_last) return;
  if (stride == 2) {
    b = walker.next(third);
    ba_third = pack_low(third, ba_third);
  }
  *output = convolve_column<Range>(f, a, b, outside, outside, ba_third, bias, multiplier, half);
}

}  // namespace impulse_nn

#endif  // IMPULSE_NN_SLIDING_SHAPE_S8_H
