// SPDX-License-Identifier: Apache-2.0
#ifndef IMPULSE_NN_BATCH_TO_SPACE_ND_H
#define IMPULSE_NN_BATCH_TO_SPACE_ND_H

#include <stdint.h>

namespace impulse_nn {

/// BATCH_TO_SPACE_ND of any type: space_to_batch_nd the other way round; what `before_*` and the output's size leave out is cropped.
/// @param input   [block_height * block_width * batches, input_height, input_width, depth]
/// @param output  [batches, output_height, output_width, depth]
template <class Op, class T>
inline void batch_to_space_nd(const T *input, T *output) {
  const int32_t image_size = Op::input_height * Op::input_width * Op::depth;
  for (int32_t batch = 0; batch < Op::batches; ++batch) {
    for (int32_t i = Op::before_height; i < Op::before_height + Op::output_height; ++i) {
      for (int32_t j = Op::before_width; j < Op::before_width + Op::output_width; ++j) {
        const int32_t place = i % Op::block_height * Op::block_width + j % Op::block_width;
        const int32_t pixel = i / Op::block_height * Op::input_width + j / Op::block_width;
        const T *from = input + (place * Op::batches + batch) * image_size + pixel * Op::depth;
        for (int32_t c = 0; c < Op::depth; ++c) *output++ = from[c];
      }
    }
  }
}

}  // namespace impulse_nn

#endif  // IMPULSE_NN_BATCH_TO_SPACE_ND_H
