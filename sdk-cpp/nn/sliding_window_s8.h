// SPDX-License-Identifier: Apache-2.0
#ifndef IMPULSE_NN_SLIDING_WINDOW_S8_H
#define IMPULSE_NN_SLIDING_WINDOW_S8_H

#include "placement.h"
#include "requantize_fast.h"

namespace impulse_nn {

/// Three values across the sliding direction.
struct depthwise_column {
  int32_t first, second, third;
};

/// A 3x3 filter of one channel: columns a, b, c along the sliding direction.
struct depthwise_filter {
  depthwise_column a, b, c;
  int32_t bias, multiplier, right_shift;
};

/// Which of the three values across lies outside the image.
enum depthwise_edge { depthwise_inside = 0, depthwise_first_outside = 1, depthwise_third_outside = 2 };

/// Weights times values; one outside the image is left out.
template <depthwise_edge edge>
inline int32_t multiply_column(const depthwise_column &weights, const depthwise_column &values) {
  int32_t sum = weights.second * values.second;
  if (edge != depthwise_first_outside) sum += weights.first * values.first;
  if (edge != depthwise_third_outside) sum += weights.third * values.third;
  return sum;
}

/// Reads the filter of a channel; a value outside the image loses its weights and the zero point that the bias holds for it.
template <int32_t input_zero_point, depthwise_edge edge>
inline depthwise_filter read_depthwise_filter(const int8_t *filter, const int32_t *channel) {
  depthwise_filter f = {{filter[0], filter[2], filter[7]}, {filter[1], filter[3], filter[5]}, {filter[4], filter[6], filter[10]},
                        channel[0], channel[1], filter[8]};
  if (edge == depthwise_first_outside) {
    f.bias += input_zero_point * (f.a.first + f.b.first + f.c.first);
    f.a.first = f.b.first = f.c.first = 0;
  }
  if (edge == depthwise_third_outside) {
    f.bias += input_zero_point * (f.a.third + f.b.third + f.c.third);
    f.a.third = f.b.third = f.c.third = 0;
  }
  return f;
}

/// Reads one channel column by column.
template <class Op, class Line, depthwise_edge edge>
struct depthwise_reader {
  const int8_t *input;  // first value across of the next column
  int8_t *saved;        // in place: this channel of the line before, which its output has overwritten

  /// The next column; a value outside the image is 0.
  depthwise_column next() {
    depthwise_column column = {0, input[Line::across], 0};
    if (Op::in_place) {
      column.first = *saved;
      *saved++ = static_cast<int8_t>(column.second);
    } else if (edge != depthwise_first_outside) {
      column.first = input[0];
    }
    if (edge != depthwise_third_outside) column.third = input[2 * Line::across];
    input += Line::along;
    return column;
  }
};

/// One channel along one line of the output. A column is multiplied when it is read, for all three outputs that it is part of: what waits
/// is sums, not values.
/// @param pad       columns outside the image before the first
/// @param inside    outputs whose last column lies inside the image
/// @param has_last  whether one more output follows, whose last column lies outside
template <class Range, depthwise_edge edge, int32_t stride, class Reader>
IMPULSE_INLINE void slide_columns(Reader reader, const depthwise_filter &f, int32_t pad, int32_t inside, bool has_last, int32_t output_along,
                                  int8_t *output) {
  const int32_t zero_point = Range::input_zero_point;
  const depthwise_column outside = {zero_point, zero_point, zero_point};
  const int32_t bias = f.bias, multiplier = f.multiplier, right_shift = f.right_shift, half = rounding_term<Range>(right_shift);
  // sums that wait for column b, and for column c
  int32_t for_b = bias + multiply_column<edge>(f.a, pad == 0 ? reader.next() : outside), for_c = 0;
  if (stride == 1) {
    depthwise_column column = reader.next();
    for_c = for_b + multiply_column<edge>(f.b, column);
    for_b = bias + multiply_column<edge>(f.a, column);
  }
  for (; inside > 0; --inside, output += output_along) {
    if (stride == 2) for_c = for_b + multiply_column<edge>(f.b, reader.next());
    const depthwise_column column = reader.next();
    const int32_t sum = for_c + multiply_column<edge>(f.c, column);
    if (stride == 1) for_c = for_b + multiply_column<edge>(f.b, column);
    for_b = bias + multiply_column<edge>(f.a, column);
    *output = requantize_doubled<Range>(2 * sum, multiplier, right_shift, half);
  }
  if (has_last) {
    if (stride == 2) for_c = for_b + multiply_column<edge>(f.b, reader.next());
    *output = requantize_doubled<Range>(2 * (for_c + multiply_column<edge>(f.c, outside)), multiplier, right_shift, half);
  }
}

/// slide_columns() of a layer that is known at compile time.
template <class Op, class Line, depthwise_edge edge>
inline void slide_depthwise(depthwise_reader<Op, Line, edge> reader, const depthwise_filter &f, int8_t *output) {
  const int32_t inside = (Line::length - 3 + Line::pad) / Line::stride + 1;
  slide_columns<Op, edge, Line::stride>(reader, f, Line::pad, inside, inside < Line::outputs, Line::output_along, output);
}

}  // namespace impulse_nn

#endif  // IMPULSE_NN_SLIDING_WINDOW_S8_H
