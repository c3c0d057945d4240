// SPDX-License-Identifier: Apache-2.0
#ifndef IMPULSE_NN_L2_POOL_2D_F32_H
#define IMPULSE_NN_L2_POOL_2D_F32_H

#include "pool_windows_f32.h"

namespace impulse_nn {

/// L2_POOL_2D: the root of the mean square; what of a window lies outside the image does not count.
/// @param input   [batches, input_height, input_width, depth]
/// @param output  [batches, output_height, output_width, depth]
template <class Op>
inline void l2_pool_2d_f32(const float *input, float *output) {
  pool_windows_f32<Op>(
      input, output, 0.0f, [](float sum, float value) { return sum + value * value; },
      [](float sum, int32_t count) { return impulse::sqrt_f32(sum / static_cast<float>(count)); });
}

}  // namespace impulse_nn

#endif  // IMPULSE_NN_L2_POOL_2D_F32_H
