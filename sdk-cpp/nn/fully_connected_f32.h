// SPDX-License-Identifier: Apache-2.0
#ifndef IMPULSE_NN_FULLY_CONNECTED_F32_H
#define IMPULSE_NN_FULLY_CONNECTED_F32_H

#include "float_range.h"
#include "placement.h"

namespace impulse_nn {

/// FULLY_CONNECTED on float32; layouts as fully_connected_s8.
template <class Op>
IMPULSE_KERNEL void fully_connected_f32(const float *input, const float *filter, const float *bias, float *output) {
  for (int32_t batch = 0; batch < Op::batches; ++batch, input += Op::input_depth) {
    for (int32_t oc = 0; oc < Op::output_depth; ++oc) {
      const float *weights = filter + oc * Op::input_depth;
      float sum = 0.0f;
      for (int32_t c = 0; c < Op::input_depth; ++c) sum += input[c] * weights[c];
      *output++ = activate_f32<Op>(sum + bias[oc]);
    }
  }
}

}  // namespace impulse_nn

#endif  // IMPULSE_NN_FULLY_CONNECTED_F32_H
