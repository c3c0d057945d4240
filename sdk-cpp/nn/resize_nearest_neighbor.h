// SPDX-License-Identifier: Apache-2.0
#ifndef IMPULSE_NN_RESIZE_NEAREST_NEIGHBOR_H
#define IMPULSE_NN_RESIZE_NEAREST_NEIGHBOR_H

#include <stdint.h>

namespace impulse_nn {

/// RESIZE_NEAREST_NEIGHBOR of any type.
/// @param input    [batches, input_height, input_width, depth]
/// @param rows     [output_height], the input row that each output row is
/// @param columns  [output_width], the same for columns
template <class Op, class T>
inline void resize_nearest_neighbor(const T *input, const int16_t *rows, const int16_t *columns, T *output) {
  for (int32_t batch = 0; batch < Op::batches; ++batch, input += Op::input_height * Op::input_width * Op::depth) {
    for (int32_t y = 0; y < Op::output_height; ++y) {
      for (int32_t x = 0; x < Op::output_width; ++x) {
        const T *pixel = input + (rows[y] * Op::input_width + columns[x]) * Op::depth;
        for (int32_t c = 0; c < Op::depth; ++c) *output++ = pixel[c];
      }
    }
  }
}

}  // namespace impulse_nn

#endif  // IMPULSE_NN_RESIZE_NEAREST_NEIGHBOR_H
