// SPDX-License-Identifier: Apache-2.0
#ifndef IMPULSE_NN_SLIDING_SHAPE_S8_H
#define IMPULSE_NN_SLIDING_SHAPE_S8_H

#include "depthwise_shape_s8.h"
#include "parked_word.h"
#include "sliding_window_s8.h"

namespace impulse_nn {

/// The three values across of the next column, at the run of a line: what depthwise_reader does with constants.
struct depthwise_walker {
  const int8_t *input;
  int32_t first, second, third;  // offsets of the values across; one that is outside is read from its neighbour, its weight being 0
  parked_word along;

  /// The next column.
  depthwise_column next() {
    const depthwise_column column = {input[first], input[second], input[third]};
    input += along.fetch();
    return column;
  }
};

/// One channel along one line of the output, as slide_depthwise goes.
template <class Range, int32_t stride>
inline void slide_shared(const depthwise_shape &shape, depthwise_walker walker, const depthwise_filter &f, int8_t *output) {
  slide_columns<Range, depthwise_inside, stride>(walker, f, shape.pad, shape.inside, shape.has_last != 0, shape.output_along, output);
}

}  // namespace impulse_nn

#endif  // IMPULSE_NN_SLIDING_SHAPE_S8_H
