// SPDX-License-Identifier: Apache-2.0
#ifndef IMPULSE_NN_MAX_POOL_2D_F32_H
#define IMPULSE_NN_MAX_POOL_2D_F32_H

#include "pool_windows_f32.h"

namespace impulse_nn {

/// MAX_POOL_2D; what of a window lies outside the image does not count.
/// @param input   [batches, input_height, input_width, depth]
/// @param output  [batches, output_height, output_width, depth]
template <class Op>
inline void max_pool_2d_f32(const float *input, float *output) {
  pool_windows_f32<Op>(
      input, output, -3.402823466e38f, [](float largest, float value) { return value > largest ? value : largest; },
      [](float largest, int32_t) { return largest; });
}

}  // namespace impulse_nn

#endif  // IMPULSE_NN_MAX_POOL_2D_F32_H
