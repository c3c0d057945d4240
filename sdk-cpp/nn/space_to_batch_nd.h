// SPDX-License-Identifier: Apache-2.0
#ifndef IMPULSE_NN_SPACE_TO_BATCH_ND_H
#define IMPULSE_NN_SPACE_TO_BATCH_ND_H

#include <stdint.h>

namespace impulse_nn {

/// SPACE_TO_BATCH_ND of any type: of every block of pixels, each place becomes a batch of its own; `value` stands outside the input.
/// @param input   [batches, input_height, input_width, depth]
/// @param output  [block_height * block_width * batches, output_height, output_width, depth]
template <class Op, class T>
inline void space_to_batch_nd(const T *input, T *output) {
  const T value = Op::value;
  for (int32_t place = 0; place < Op::block_height * Op::block_width; ++place) {
    for (int32_t batch = 0; batch < Op::batches; ++batch) {
      const T *image = input + batch * Op::input_height * Op::input_width * Op::depth;
      for (int32_t i = 0; i < Op::output_height; ++i) {
        const int32_t y = i * Op::block_height + place / Op::block_width - Op::before_height;
        for (int32_t j = 0; j < Op::output_width; ++j) {
          const int32_t x = j * Op::block_width + place % Op::block_width - Op::before_width;
          const bool inside = y >= 0 && y < Op::input_height && x >= 0 && x < Op::input_width;
          for (int32_t c = 0; c < Op::depth; ++c) *output++ = inside ? image[(y * Op::input_width + x) * Op::depth + c] : value;
        }
      }
    }
  }
}

}  // namespace impulse_nn

#endif  // IMPULSE_NN_SPACE_TO_BATCH_ND_H
